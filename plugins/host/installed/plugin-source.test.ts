import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { pluginSource } from './plugin-source.js';

const read = async (source: string) => pluginSource(source);
const somewhere = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-source-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

it.each([
  ['dialtone-plugin-acme', 'acme', 'dialtone-plugin-acme', undefined],
  ['dialtone-plugin-acme@1.2.3', 'acme', 'dialtone-plugin-acme', '1.2.3'],
  ['@some-body/dialtone-plugin-acme@^1', 'acme', '@some-body/dialtone-plugin-acme', '^1'],
  ['dialtone-plugin-acme@latest', 'acme', 'dialtone-plugin-acme', 'latest'],
])('takes the package %s', async (source, name, packageName, range) => {
  expect(await read(source)).toEqual({ kind: 'registry', name, packageName, ...(range ? { range } : {}) });
});

it.each([
  ['https://example.org/dialtone-plugin-acme.tgz', 'is an address: download the .tgz'],
  ['git+ssh://git@example.org/dialtone-plugin-acme', 'is an address'],
  ['git@example.org:dialtone-plugin-acme', 'is an address'],
  ['github:somebody/dialtone-plugin-acme', 'is an address'],
  ['file:dialtone-plugin-acme', 'is an address'],
  ['npm:dialtone-plugin-acme', 'is an address'],
  ['--registry=evil', 'is no package name'],
  ['-g', 'is no package name'],
  ['dialtone-plugin-acme@-g', 'is no package name'],
  ['dialtone-plugin-acme@npm:other', 'is no package name'],
  ['dialtone-plugin-acme@../x', 'dialtone-plugin-acme@../x does not exist'],
  ['Dialtone-Plugin-Acme', 'is no package name'],
  ['', 'is no package name'],
  [`dialtone-plugin-${'x'.repeat(200)}`, 'is no package name'],
  ['acme', 'did you mean dialtone-plugin-acme?'],
  ['somebody/dialtone-plugin-acme', 'does not exist'],
])('refuses %j', async (source, sentence) => {
  await expect(read(source)).rejects.toThrow(sentence);
});

it('takes what is on this machine, by what it is and its ending', async () => {
  const folder = await somewhere();
  const at = (name: string) => join(folder, name);
  for (const file of ['x.tgz', 'y.tar.gz', 'a.carrier.json', 'b.device.json', 'c.json', 'x.zip'])
    await writeFile(at(file), '');
  await mkdir(at('d.tgz'));
  expect(await read(folder)).toEqual({ kind: 'directory', path: folder });
  expect(await read(at('d.tgz'))).toEqual({ kind: 'directory', path: at('d.tgz') });
  expect(await read(at('x.tgz'))).toEqual({ kind: 'tarball', path: at('x.tgz') });
  expect(await read(at('y.tar.gz'))).toEqual({ kind: 'tarball', path: at('y.tar.gz') });
  expect(await read(at('a.carrier.json'))).toEqual({ kind: 'file', path: at('a.carrier.json'), name: 'a' });
  expect(await read(at('b.device.json'))).toEqual({ kind: 'file', path: at('b.device.json'), name: 'b' });
  await expect(read(at('c.json'))).rejects.toThrow('nor called NAME.carrier.json');
  await expect(read(at('x.zip'))).rejects.toThrow('is neither a directory nor a .tgz');
  await expect(read(at('absent.tgz'))).rejects.toThrow(`${at('absent.tgz')} does not exist`);
});
