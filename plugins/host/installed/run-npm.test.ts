import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type NpmOptions, runNpm } from './run-npm.js';

/** A folder with a program in it that is found as npm. */
const withNpm = async (script: string | undefined): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-npm-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  if (script === undefined) return folder;
  await writeFile(join(folder, 'npm'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'npm'), 0o755);
  return folder;
};
const run = async (script: string | undefined, options: NpmOptions = {}, path = ':/usr/bin:/bin') => {
  const folder = await withNpm(script);
  const environment = { ...options.environment, PATH: `${folder}${path}` };
  await runNpm(folder, 'dialtone-plugin-acme', { ...options, environment });
  return folder;
};

it('says the line with which npm says why, printable and short', async () => {
  const said =
    'npm error code E404\nnpm error 404 Not Found - \u001b[31mGET x\nnpm error 404 advice\nnpm error A complete log';
  await expect(run(`printf '${said}' >&2; exit 1`)).rejects.toThrow(
    'npm could not install it: 404 Not Found -  [31mGET x',
  );
  await expect(run(`echo "npm ERR! $(printf 'x%.0s' $(seq 999))" >&2; exit 1`)).rejects.toThrow(/: x{200}$/);
  await expect(run('exit 3')).rejects.toThrow('npm could not install it: it ended with 3');
});

it('says that npm is absent', async () => {
  await expect(run(undefined, {}, '')).rejects.toThrow('needs npm, which is not on the PATH: install npm');
});

it('waits no longer than the limit, nor than it is wanted', async () => {
  await expect(run('exec sleep 60', { limitMs: 100 })).rejects.toThrow('npm was not done within 0.1 s');
  const abort = new AbortController();
  const running = run('exec sleep 60', { signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  await expect(running).rejects.toThrow('aborted');
});

it('gives npm its options before --, and no setting of an npm that started this process', async () => {
  const environment = {
    npm_config_registry: 'http://127.0.0.1:1',
    'npm_config_//127.0.0.1:1/:_authToken': 'x',
    npm_config_prefix: '/elsewhere',
    NPM_CONFIG_GLOBAL: 'true',
    npm_config_ignore_scripts: 'false',
    npm_lifecycle_event: 'test',
    npm_package_name: 'x',
    OTHER: 'kept',
  };
  const folder = await run('echo "$@" > said; tr "\\0" "\\n" < /proc/$$/environ >> said', { environment });
  const [args = '', ...settings] = (await readFile(join(folder, 'said'), 'utf8')).trim().split('\n');
  expect(args).toMatch(
    /^install --ignore-scripts --legacy-peer-deps .*--allow-git=none --git=false .* -- dialtone-plugin-acme$/,
  );
  expect(settings.filter((line) => /^npm_/i.test(line)).toSorted()).toEqual([
    'npm_config_//127.0.0.1:1/:_authToken=x',
    'npm_config_ignore_scripts=true',
    'npm_config_registry=http://127.0.0.1:1',
  ]);
  expect(settings).toContain('OTHER=kept');
});
