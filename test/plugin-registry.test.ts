import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packed } from '../plugins/host/installed/tarball.test.helper.js';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** `dialtone plugin add NAME` from a registry as npm speaks to it: here one of our own, on this machine. */
const state = temporaryState();
const pack = JSON.parse(
  readFileSync(join(checkout(), 'test/third-party/dialtone-plugin-orange-fr/orange-fr.json'), 'utf8'),
);
const plugin = (name: string, version: string, more: object = {}) => ({
  'package.json': {
    name,
    version,
    type: 'module',
    keywords: ['dialtone-plugin'],
    dialtone: { carriers: ['./pack.json'] },
    peerDependencies: { '@dialtone/plugins': '*' },
    ...more,
  },
  'pack.json': { ...pack, carrier: `Orange ${version}` },
});
/** Package → version → files. */
const published: Readonly<Record<string, Readonly<Record<string, ReturnType<typeof plugin>>>>> = {
  'dialtone-plugin-acme': {
    '1.0.0': plugin('dialtone-plugin-acme', '1.0.0'),
    '1.1.0': plugin('dialtone-plugin-acme', '1.1.0', { dependencies: { helper: '^1.0.0' } }),
  },
  // What npm would run if it were let: it is unpacked, and no more.
  helper: {
    '1.0.0': plugin('helper', '1.0.0', { scripts: { postinstall: `touch ${join(state.path, 'owned')}` } }),
  },
  'dialtone-plugin-second': {
    '1.0.0': plugin('dialtone-plugin-second', '1.0.0', { dependencies: { brings: '1.0.0' } }),
  },
  brings: { '1.0.0': plugin('brings', '1.0.0', { dependencies: { '@dialtone/plugins': '9.0.0' } }) },
  '@dialtone/plugins': { '9.0.0': plugin('@dialtone/plugins', '9.0.0') },
};

const registry = createServer((request, response) => {
  const [name = '', file] = decodeURIComponent(request.url ?? '')
    .slice(1)
    .split('/-/');
  const versions = published[name];
  const version = file?.replace('.tgz', '');
  if (versions === undefined || (version !== undefined && versions[version] === undefined)) {
    response.writeHead(404).end('{}');
    return;
  }
  if (version !== undefined) {
    response.end(packed(versions[version] ?? {}));
    return;
  }
  const home = `http://${request.headers.host}/${name}/-/`;
  const entries = Object.entries(versions).map(([number, files]) => {
    const integrity = `sha512-${createHash('sha512').update(packed(files)).digest('base64')}`;
    return [number, { ...files['package.json'], dist: { tarball: `${home}${number}.tgz`, integrity } }] as const;
  });
  response.setHeader('content-type', 'application/json');
  response.end(
    JSON.stringify({ name, 'dist-tags': { latest: entries.at(-1)?.[0] }, versions: Object.fromEntries(entries) }),
  );
});
const add = (source: string) =>
  dialtone(['plugin', 'add', source], {
    stateDirectory: join(state.path, 'state'),
    environment: { HOME: state.path, DIALTONE_PLUGIN_DIR: join(state.path, 'files') },
  }).ended;

beforeAll(async () => {
  mkdirSync(join(state.path, 'state'));
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const { port } = registry.address() as AddressInfo;
  // As a user has it whose company has a registry of its own.
  writeFileSync(join(state.path, '.npmrc'), `registry=http://127.0.0.1:${port}/\nfetch-retries=0\n`);
});
afterAll(async () => {
  await new Promise((resolve) => registry.close(resolve));
  state.remove();
});

it('takes the newest version or the one that was asked for, with what it depends on, and runs nothing of them', async () => {
  const newest = await add('dialtone-plugin-acme');
  expect([newest.status, newest.stdout, newest.stderr]).toEqual([0, 'Added acme 1.1.0  carrier orange-fr\n', '']);
  expect(readdirSync(join(state.path, 'state/plugins/acme/node_modules')).toSorted()).toContain('helper');
  const older = await add('dialtone-plugin-acme@1.0.0');
  expect(older.stdout).toBe('Added acme 1.0.0  carrier orange-fr, in place of 1.1.0\n');
  expect(readdirSync(join(state.path, 'state/plugins/acme/node_modules'))).not.toContain('helper');
  expect(readdirSync(state.path)).not.toContain('owned');
}, 60_000);

it.each([
  ['dialtone-plugin-nobody', /^plugin nobody: npm could not install it: 404 Not Found/],
  ['dialtone-plugin-acme@3.0.0', /^plugin acme: npm could not install it: No matching version found/],
  ['dialtone-plugin-second', /^plugin second: brings its own copy of the contract \(@dialtone\/plugins\)/],
  ['acme', /^plugin acme: is not what plugins are called: did you mean dialtone-plugin-acme\?/],
])(
  '%s is refused in a sentence',
  async (source, sentence) => {
    const before = readdirSync(join(state.path, 'state/plugins'), { recursive: true });
    const { status, stdout, stderr } = await add(source);
    expect([status, stdout, stderr.split('\n').length]).toEqual([1, '', 2]);
    expect(stderr).toMatch(sentence);
    expect(readdirSync(join(state.path, 'state/plugins'), { recursive: true })).toEqual(before);
  },
  60_000,
);
