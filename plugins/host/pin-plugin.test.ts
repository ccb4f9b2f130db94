import { chmod, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { places, writeFiles } from './added-plugin.test.helper.js';
import { pinPlugin } from './pin-plugin.js';
import { readPins } from './read-pins.js';
import { carrier } from './temp-packages.test.helper.js';

it('adds a plugin to those that are pinned, once, and takes it off again', async () => {
  const at = await places();
  await writeFiles(at.files, { 'acme.carrier.json': carrier, 'other.carrier.json': carrier });
  expect(await pinPlugin(at, 'acme', true)).toEqual({ kind: 'pinned', pins: ['acme'] });
  expect(await pinPlugin(at, 'other', true)).toEqual({ kind: 'pinned', pins: ['acme', 'other'] });
  expect(await pinPlugin(at, 'acme', true)).toEqual({ kind: 'pinned', pins: ['other', 'acme'] });
  expect(await readPins(at.files)).toEqual(['other', 'acme']);
  expect((await stat(join(at.files, 'pinned.json'))).mode & 0o777).toBe(0o644);
  expect(await pinPlugin(at, 'other', false)).toEqual({ kind: 'pinned', pins: ['acme'] });
  expect(await readFile(join(at.files, 'pinned.json'), 'utf8')).toBe('["acme"]\n');
});

it('refuses one that is not there, and a folder that others may change; and nothing has changed', async () => {
  const at = await places();
  expect(await pinPlugin(at, 'acme', true)).toEqual({
    kind: 'refused',
    because: 'plugin acme: is not there: dialtone plugin list says what is',
  });
  await writeFiles(at.files, { 'acme.carrier.json': carrier });
  await chmod(at.files, 0o777);
  expect(await pinPlugin(at, 'acme', true)).toMatchObject({ because: expect.stringContaining('chmod go-w') });
  expect(await readdir(at.files)).toEqual(['acme.carrier.json']);
});

it('leaves no folder behind that it made for nothing', async () => {
  const at = await places();
  await mkdir(dirname(at.files), { recursive: true });
  await chmod(dirname(at.files), 0o777);
  expect(await pinPlugin(at, 'zte', true)).toMatchObject({ because: expect.stringContaining('chmod go-w') });
  expect(await readdir(dirname(at.files))).toEqual([]);
});
