import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { inspectTarball } from './inspect-tarball.js';
import { installLimits } from './install-limits.js';
import { type Crafted, pax, tarball } from './tarball.test.helper.js';

const inspected = async (bytes: Buffer, limits: Partial<typeof installLimits> | object = {}): Promise<unknown> => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-tar-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'x.tgz');
  await writeFile(file, bytes);
  return inspectTarball(file, { ...installLimits, ...limits });
};
const manifest: Crafted = { path: 'package/package.json', content: '{"name":"x"}' };

it('gives the package.json, whatever the folder in front of it is called', async () => {
  expect(await inspected(tarball({ path: 'x/lib/package.json', content: '{}' }, manifest))).toEqual({ name: 'x' });
  const other = { path: './other/package.json', content: '{"name":"y"}' };
  expect(await inspected(tarball({ path: 'other', kind: '5' }, other))).toEqual({ name: 'y' });
  expect(
    await inspected(tarball(pax('path', 'package/package.json'), { path: 'short', content: '{"name":"z"}' })),
  ).toEqual({ name: 'z' });
});

it('takes a link that stays inside', async () => {
  const inside = { path: 'package/a/b', kind: '2', to: '../c' };
  const hard = { path: 'package/a/d', kind: '1', to: 'package/c' };
  expect(await inspected(tarball(manifest, inside, hard))).toEqual({ name: 'x' });
});

it.each<[string, Crafted | readonly Crafted[], string]>([
  ['a path with ..', { path: 'package/../../evil' }, 'holds "package/../../evil", which leads out of the package'],
  ['an absolute path', { path: '/etc/cron.d/evil' }, 'holds "/etc/cron.d/evil", which leads out'],
  ['a longer name with ..', [pax('path', '../evil'), { path: 'x' }], 'holds "../evil", which leads out'],
  [
    'a GNU name with ..',
    [{ path: 'x', kind: 'L', content: '../evil\0' }, { path: 'x' }],
    'holds "../evil", which leads',
  ],
  ['a link out', { path: 'package/a', kind: '2', to: '../evil' }, 'holds "package/a", a link that leads out'],
  ['a link to /', { path: 'package/a', kind: '2', to: '/etc/shadow' }, 'holds "package/a", a link that leads out'],
  ['a hard link out', { path: 'package/a', kind: '1', to: '../x/y' }, 'holds "package/a", a link that leads out'],
  [
    'a GNU link',
    [
      { path: 'x', kind: 'K', content: '../../e\0' },
      { path: 'p/a', kind: '2', to: 'fine' },
    ],
    'holds "p/a", a link',
  ],
  [
    'a longer link',
    [pax('linkpath', '../../e'), { path: 'p/a', kind: '2', to: 'fine' }],
    'holds "p/a", a link that leads out',
  ],
])('refuses %s', async (_, crafted, sentence) => {
  await expect(inspected(tarball(manifest, ...[crafted].flat()))).rejects.toThrow(sentence);
});

it('refuses what is too large, packed, unpacked or in number', async () => {
  await expect(inspected(tarball(manifest), { tarballBytes: 10 })).rejects.toThrow('is a .tgz of more than 10 bytes');
  const bomb = tarball(manifest, { path: 'package/zeros', content: '0'.repeat(5_000_000) });
  expect(bomb.length).toBeLessThan(10_000);
  await expect(inspected(bomb, { unpackedBytes: 4_000_000 })).rejects.toThrow('unpacks to more than 4000000 bytes');
  await expect(inspected(tarball(manifest, manifest, manifest), { files: 2 })).rejects.toThrow('more than 2 files');
});

it('refuses what is broken', async () => {
  await expect(inspected(Buffer.from('hello'))).rejects.toThrow('is no .tgz (incorrect header check)');
  await expect(inspected(gzipSync('hello'))).rejects.toThrow('is empty, or holds no tar archive');
  await expect(inspected(gzipSync('x'.repeat(1024)))).rejects.toThrow('no tar archive');
  await expect(inspected(tarball({ path: 'package/x' }))).rejects.toThrow('holds no package.json');
  await expect(inspected(tarball({ ...manifest, content: '{' }))).rejects.toThrow(
    './package.json: cannot be read as JSON',
  );
  const { gunzipSync } = await import('node:zlib');
  const plain = gunzipSync(tarball(manifest));
  await expect(inspected(gzipSync(plain.subarray(0, 515)))).rejects.toThrow('was not downloaded to its end');
  plain.write('y', 3);
  await expect(inspected(gzipSync(plain))).rejects.toThrow('is broken');
});
