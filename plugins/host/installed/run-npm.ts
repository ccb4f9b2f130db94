import { spawn } from 'node:child_process';
import { describeThrown, Refusal } from '../refusal.js';
import { installLimits } from './install-limits.js';

export interface NpmOptions {
  readonly signal?: AbortSignal;
  /** How long it may take, in milliseconds. */
  readonly limitMs?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Has npm install one package, and what it depends on, below this folder. No script of any package is run, and no repository is cloned: npm would
 * prepare those with their own scripts. Throws a `Refusal` when npm is not there, is not done in time, or says no.
 */
export const runNpm = async (
  folder: string,
  spec: string,
  { signal, limitMs = installLimits.npmMs, environment = process.env }: NpmOptions = {},
): Promise<void> => {
  const late = AbortSignal.timeout(limitMs);
  const { status, said } = await ended([...options, '--prefix', folder, '--', spec], {
    cwd: folder,
    env: ownSettings(environment),
    signal: signal ? AbortSignal.any([signal, late]) : late,
  }).catch((error: unknown) => {
    if (late.aborted && !signal?.aborted)
      throw new Refusal(`npm was not done within ${limitMs / 1000} s: try again, or download the .tgz`);
    throw error;
  });
  if (status !== 0) throw new Refusal(`npm could not install it: ${tellingLine(said) ?? `it ended with ${status}`}`);
};

const options = [
  'install',
  '--ignore-scripts',
  '--legacy-peer-deps',
  '--install-links',
  '--omit=dev',
  '--allow-git=none',
  '--git=false',
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--logs-max=0',
  '--loglevel=error',
];

/** npm's settings of where it gets packages from are the user's; those of the npm that may have started this process are not for this one. */
const ownSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(environment).filter(([name]) => !/^npm_/i.test(name) || wheretoGet.test(name))),
  // Should npm start another npm after all.
  npm_config_ignore_scripts: 'true',
});
const wheretoGet =
  /^npm_config_(?:.*[:/].*|registry|cache|userconfig|globalconfig|(?:https?_)?proxy|noproxy|cafile|ca|strict_ssl|fetch_.*|offline|prefer_offline)$/i;

interface Ended {
  readonly status: number | string;
  readonly said: string;
}

const ended = (
  args: readonly string[],
  how: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const npm = spawn('npm', args, { ...how, stdio: ['ignore', 'ignore', 'pipe'], killSignal: 'SIGKILL' });
    let said = '';
    npm.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 65_536);
    });
    let failed: Error | undefined;
    npm.on('error', (error) => {
      failed = isAbsent(error) ? new Refusal('needs npm, which is not on the PATH: install npm') : error;
      if (npm.pid === undefined) reject(failed);
    });
    npm.on('close', (status, signal) => (failed ? reject(failed) : resolve({ status: status ?? signal ?? 1, said })));
  });

const isAbsent = (error: Error): boolean => 'code' in error && error.code === 'ENOENT';

/** The first line with which npm says why: what follows is advice, and where it has written a log. */
const tellingLine = (said: string): string | undefined => {
  const lines = [...said.matchAll(/^npm (?:error|ERR!) ?(.*)$/gm)].map(([, line = '']) => line);
  const line = lines.find((text) => /\w/.test(text) && !/^(?:code|errno|syscall|path|dest) /.test(text));
  return line === undefined ? undefined : describeThrown(line.replace(/^notarget /, ''));
};
