import { mkdir, realpath, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { discoverPlugins, packageRoots } from './discover-plugins.js';
import { carrier, installed, manifest } from './temp-packages.test.helper.js';

const pack = { 'package.json': manifest({ carriers: ['./x.json'] }), 'x.json': carrier };
const found = async (...roots: readonly string[]) =>
  (await discoverPlugins(roots)).map(({ packageName }) => packageName);

it('finds packages of all three name forms that carry the keyword, sorted', async () => {
  const root = await installed({
    'dialtone-plugin-b': pack,
    '@somebody/dialtone-plugin-c': pack,
    '@dialtone/plugin-a': pack,
    '@dialtone/plugins': pack,
    'left-pad': pack,
    'dialtone-plugin-silent': { 'package.json': manifest({ carriers: ['./x.json'] }, { keywords: ['modem'] }) },
    'dialtone-plugin-empty': {},
  });
  expect(await found(root)).toEqual(['@dialtone/plugin-a', '@somebody/dialtone-plugin-c', 'dialtone-plugin-b']);
});

it('gives the short name and the real place, links resolved', async () => {
  const root = await installed({ 'dialtone-plugin-acme': pack });
  const elsewhere = join(dirname(root), 'workspace');
  await rename(join(root, 'dialtone-plugin-acme'), elsewhere);
  await symlink(elsewhere, join(root, 'dialtone-plugin-acme'));
  await symlink(join(root, 'nowhere'), join(root, 'dialtone-plugin-broken'));
  expect(await discoverPlugins([root])).toEqual([
    {
      name: 'acme',
      packageName: 'dialtone-plugin-acme',
      directory: await realpath(elsewhere),
      edition: '',
      origin: 'bundled',
    },
  ]);
});

it('takes the nearer of two copies, and a root that is not there holds none', async () => {
  const near = await installed({ 'dialtone-plugin-acme': pack });
  const far = await installed({ 'dialtone-plugin-acme': pack, 'dialtone-plugin-other': pack });
  const plugins = await discoverPlugins([near, far, join(near, 'nowhere')]);
  expect(plugins.map(({ directory }) => dirname(directory))).toEqual([await realpath(near), await realpath(far)]);
});

it('finds a plugin whose package.json is broken, so that loading it can say so', async () => {
  const root = await installed({ 'dialtone-plugin-acme': { 'package.json': '{ "keywords": ' } });
  expect(await found(root)).toEqual(['dialtone-plugin-acme']);
});

it('looks upwards from a file, never twice into node_modules/node_modules', async () => {
  const root = await realpath(
    await installed({}).then(async (path) => (await mkdir(join(path, 'x'), { recursive: true })) ?? path),
  );
  const roots = packageRoots(join(dirname(root), 'node_modules'));
  expect(roots[0]).toBe(join(dirname(root), 'node_modules'));
  expect(roots.every((path) => !path.includes('node_modules/node_modules'))).toBe(true);
});

it('does not look into the directory in which the process was started', async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = await realpath(await installed({ 'dialtone-plugin-acme': pack }));
  const before = process.cwd();
  process.chdir(dirname(root));
  try {
    expect(packageRoots()).toContain(join(here, '..', '..', 'node_modules'));
    expect(packageRoots()).not.toContain(root);
    expect((await discoverPlugins()).map(({ name }) => name)).not.toContain('acme');
  } finally {
    process.chdir(before);
  }
});
