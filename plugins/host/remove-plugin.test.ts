import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leftIn, places, putAdded, writeFiles } from './added-plugin.test.helper.js';
import { linkContract } from './installed/link-contract.js';
import { addedFolder } from './installed/plugin-places.js';
import { lockFile } from './installed/with-lock.js';
import { removePlugin } from './remove-plugin.js';
import { carrier, manifest } from './temp-packages.test.helper.js';

const pack = { 'package.json': manifest({ carriers: ['./x.json'] }), 'x.json': carrier };

it('removes what was added, with all that served it, and leaves the others', async () => {
  const at = await places();
  await linkContract(at);
  await putAdded(at, pack);
  await putAdded(at, pack, { name: 'other' });
  expect(await removePlugin(at, 'acme')).toEqual({ kind: 'removed', version: '1.2.3' });
  const left = await leftIn(at);
  expect(left).toContain('plugins/.other-1/node_modules/dialtone-plugin-other/x.json');
  expect(left).toContain('node_modules/@dialtone/plugins');
  expect(left.filter((path) => path.includes('acme') || path.includes(lockFile))).toEqual([]);
  expect(await removePlugin(at, 'other')).toEqual({ kind: 'removed', version: '1.2.3' });
  expect(await leftIn(at)).toEqual([]);
});

it('removes a plugin that is one file, and one that somebody has spoilt', async () => {
  const at = await places();
  await writeFiles(at.files, { 'orange.carrier.json': '{', 'other.carrier.json': carrier });
  expect(await removePlugin(at, 'orange')).toEqual({ kind: 'removed', version: 'file' });
  expect(await leftIn(at)).toEqual(['other.carrier.json']);
  const directory = await putAdded(at, pack);
  await rm(directory, { recursive: true });
  await writeFile(join(addedFolder(at), 'acme', 'dialtone.json'), 'x');
  expect(await removePlugin(at, 'acme')).toEqual({ kind: 'removed', version: 'unknown' });
  expect(await leftIn(at)).toEqual(['other.carrier.json']);
});

it('says what it does not remove', async () => {
  const at = await places();
  const because = async (name: string) => {
    const outcome = await removePlugin(at, name);
    return outcome.kind === 'refused' ? outcome.because : outcome.kind;
  };
  expect(await because('zte')).toBe(
    'plugin zte: comes with Dialtone and stays: leave it out with --disable-plugin zte',
  );
  expect(await because('acme')).toBe('there is no plugin "acme" to remove: none was added');
  await putAdded(at, pack);
  await writeFiles(at.files, { 'orange.carrier.json': carrier });
  expect(await because('../state')).toBe('there is no plugin "../state" to remove: added: acme, orange');
  expect(await because('.acme-1')).toContain('there is no plugin');
  await writeFile(join(addedFolder(at), lockFile), `${process.pid} ${await ticks()}`);
  expect(await because('acme')).toContain(`plugins are being changed already, by process ${process.pid}`);
});

const ticks = async (): Promise<string> =>
  (await readFile('/proc/self/stat', 'utf8')).split(') ')[1]?.split(' ')[19] ?? '';
