import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program that stands for pppd, in a folder of its own with a file that stands for the tty. */
export const fakePppd = () => {
  const folder = mkdtempSync(join(tmpdir(), 'dialtone-pppd-'));
  const path = (name: string) => join(folder, name);
  writeFileSync(path('tty'), '');
  writeFileSync(path('interfaces'), '');
  return {
    path,
    /** `script` is what it does, in sh; `$folder` is its folder, `say` prints its arguments, one a line, to its log, `idle` waits. */
    does: (script: string, name = 'pppd'): string => {
      writeFileSync(path(name), `#!/bin/sh\nfolder='${folder}'\n${words}\n${script}\n`);
      chmodSync(path(name), 0o755);
      return path(name);
    },
    /** A file that the script wrote, '' while there is none. */
    wrote: (name: string): string => {
      try {
        return readFileSync(path(name), 'utf8');
      } catch {
        return '';
      }
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};

/** Half a minute is for ever; a test that was killed must not leave a program behind that stays. */
const words = `say() { printf '%s\\n' "$@" >&2; }
idle() { turn=0; while [ $turn -lt 1000 ]; do turn=$((turn + 1)); sleep 0.03; done; }`;

/** Waits until something holds: the test's own limit ends it. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    // A zombie is dead but for its parent.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
