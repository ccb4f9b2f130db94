import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readPins } from './read-pins.js';

it('gives the names, and none where there is nothing that may be believed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-pins-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'pinned.json');
  expect(await readPins(folder)).toEqual([]);
  await writeFile(file, '["acme", 1, "zte"]', { mode: 0o644 });
  expect(await readPins(folder)).toEqual(['acme', 'zte']);
  await chmod(file, 0o666);
  expect(await readPins(folder)).toEqual([]);
  await chmod(file, 0o644);
  for (const other of ['{', '{"acme": true}', '"acme"']) {
    await writeFile(file, other);
    expect(await readPins(folder)).toEqual([]);
  }
});
