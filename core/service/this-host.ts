import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { runProgram } from '../links/host-network/run-program.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import type { ServiceHost, Standing } from './service-host.js';

/** The machine that we are on. */
export const thisHost = (): ServiceHost => ({
  isRoot: process.geteuid?.() === 0,
  look,
  place,
  isFolder,
  list: (folder) => (isFolder(folder) ? readdirSync(folder) : []),
  removeFolder: (path) => {
    if (isFolder(path) && readdirSync(path).length === 0) rmdirSync(path);
  },
  run: (command) => runProgram({ command }, { clock: monotonicClock, limitMs: runLimit }),
  writableByOthers,
});

/** Milliseconds. A service may take a while to start and to stop; systemd itself gives up after 90 s. */
const runLimit = 120_000;

const look = (path: string): Standing => {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: 'nothing' };
  if (stat.isSymbolicLink()) return { kind: 'link', to: readlinkSync(path) };
  if (!stat.isFile()) throw new Error(`${path} is no file`);
  return { kind: 'file', text: readFileSync(path, 'utf8'), mode: stat.mode & 0o7777 };
};

/** Made beside it and then renamed: whoever watches the folder never reads half of it. */
const place = (path: string, standing: Standing): void => {
  if (standing.kind === 'nothing') {
    rmSync(path, { force: true });
    return;
  }
  const fresh = `${path}.fresh`;
  makeFolder(dirname(path));
  rmSync(fresh, { force: true });
  if (standing.kind === 'link') symlinkSync(standing.to, fresh);
  else {
    writeFileSync(fresh, standing.text, { mode: 0o600, flush: true });
    // Whatever the umask of whoever installs.
    chmodSync(fresh, standing.mode);
  }
  renameSync(fresh, path);
};

/** They are the system's, and readable for all. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
  chmodSync(path, 0o755);
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

const writableByOthers = (path: string): string | undefined => {
  const { uid, mode } = statSync(path);
  // What others may only add to, as /tmp, is no danger to what is there.
  const forOthers = (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  if (uid !== 0 || forOthers) return path;
  return path === '/' ? undefined : writableByOthers(dirname(path));
};
