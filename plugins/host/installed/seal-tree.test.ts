import { chmod, mkdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { type Files, installed } from '../temp-packages.test.helper.js';
import { installLimits } from './install-limits.js';
import { sealTree } from './seal-tree.js';
import { treeDigest } from './tree-digest.js';

const tree = (files: Files): Promise<string> => installed({ 'dialtone-plugin-acme': files });
const pack = { 'package.json': { name: 'dialtone-plugin-acme' }, 'lib/x.js': 'export default 1;' };

it('lets nobody but the owner change anything, and gives a digest that only contents and names change', async () => {
  const modules = await tree(pack);
  const file = join(modules, 'dialtone-plugin-acme/lib/x.js');
  await chmod(file, 0o4777);
  await chmod(dirname(file), 0o775);
  const digest = await sealTree(modules);
  expect([(await stat(file)).mode & 0o7777, (await stat(dirname(file))).mode & 0o7777]).toEqual([0o755, 0o755]);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await treeDigest(modules)).toBe(digest);
  await writeFile(file, 'export default 2;');
  const written = await treeDigest(modules);
  await rename(file, join(dirname(file), 'y.js'));
  expect(new Set([digest, written, await treeDigest(modules)]).size).toBe(3);
});

it('refuses a second copy of the contract, however deep and under whatever name', async () => {
  const copy = { name: '@dialtone/plugins' };
  const sentence = 'brings its own copy of the contract';
  await expect(sealTree(await tree({ ...pack, 'node_modules/@dialtone/plugins/package.json': copy }))).rejects.toThrow(
    `${sentence} (dialtone-plugin-acme/node_modules/@dialtone/plugins): name @dialtone/plugins in peerDependencies`,
  );
  await expect(sealTree(await tree({ ...pack, 'node_modules/alias/package.json': copy }))).rejects.toThrow(sentence);
});

it('refuses a link that leads out, and leaves one that stays', async () => {
  const modules = await tree(pack);
  await mkdir(join(modules, '.bin'));
  await symlink('../dialtone-plugin-acme/lib/x.js', join(modules, '.bin/x'));
  await expect(sealTree(modules)).resolves.toBeDefined();
  await symlink('/etc/hostname', join(modules, '.bin/y'));
  await expect(sealTree(modules)).rejects.toThrow('.bin/y: is a link that leads out');
});

it('refuses what is too large or too many', async () => {
  const modules = await tree({ ...pack, 'big.bin': 'x'.repeat(50_000) });
  await expect(sealTree(modules, { ...installLimits, unpackedBytes: 40_000 })).rejects.toThrow(
    'is larger than 40000 bytes',
  );
  await expect(sealTree(modules, { ...installLimits, files: 3 })).rejects.toThrow('holds more than 3 files');
});
