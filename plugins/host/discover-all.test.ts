import { chmod, chown, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { leftIn, places, putAdded, writeFiles } from './added-plugin.test.helper.js';
import { discoverAdded, discoverAll } from './discover-all.js';
import { noteFile, type PluginPlaces } from './installed/plugin-places.js';
import { loadPlugin } from './load-plugin.js';
import { carrier, device, deviceModule, devicePlugin, manifest } from './temp-packages.test.helper.js';

const withCode = {
  'package.json': manifest({ devices: './devices.js' }),
  'devices.js': deviceModule(devicePlugin(device)),
};
const onlyData = {
  'package.json': manifest({ devices: './devices.json', carriers: ['./x.json'] }),
  'devices.json': devicePlugin(device),
  'x.json': carrier,
};
const outcomeOf = async (at: PluginPlaces) => {
  const [found] = await discoverAdded(at);
  if (!found) throw new Error('nothing was found');
  const outcome = await loadPlugin(found);
  return outcome.kind === 'refused' ? outcome.because : outcome.kind;
};

it('finds what comes with Dialtone, what was added and single files, sorted by name', async () => {
  const at = await places();
  await putAdded(at, onlyData);
  await writeFiles(at.files, { 'orange.carrier.json': carrier });
  const found = await discoverAll(at);
  expect(found.map(({ name, origin }) => [name, origin])).toEqual([
    ['acme', 'added'],
    ['orange', 'file'],
    ['three-uk', 'bundled'],
    ['zte', 'bundled'],
  ]);
});

it('where there is nothing, finds nothing and makes nothing', async () => {
  const at = await places();
  expect(await discoverAdded(at)).toEqual([]);
  expect(await leftIn(at)).toEqual([]);
});

it('a package that others depend on is no plugin that was added', async () => {
  const at = await places();
  const directory = await putAdded(at, onlyData);
  await writeFiles(join(directory, '..', 'dialtone-plugin-other'), onlyData);
  expect((await discoverAdded(at)).map(({ name }) => name)).toEqual(['acme']);
});

it('loads data without consent, and code with it', async () => {
  const data = await places();
  await putAdded(data, onlyData, { consented: false });
  expect(await outcomeOf(data)).toBe('loaded');
  const code = await places();
  await putAdded(code, withCode);
  expect(await outcomeOf(code)).toBe('loaded');
});

it('runs no code that was never allowed, or that has changed since', async () => {
  const never = await places();
  await putAdded(never, withCode, { consented: false });
  expect(await outcomeOf(never)).toBe(
    'plugin acme: was never allowed to run code: dialtone plugin add dialtone-plugin-acme',
  );
  const changed = await places();
  const directory = await putAdded(changed, withCode);
  await writeFiles(directory, { 'more.js': 'globalThis.ran = true;' });
  const sentence = 'plugin acme: has changed since it was allowed: dialtone plugin add dialtone-plugin-acme';
  expect(await outcomeOf(changed)).toBe(sentence);
  await writeFile(join(directory, '..', '..', noteFile), '{');
  expect(await outcomeOf(changed)).toContain('was never allowed to run code');
});

it.each([
  ['the file', 'x.json', (directory: string) => join(directory, 'x.json')],
  ['the folder', './package.json', (directory: string) => directory],
  ['the folder of all', './package.json', (directory: string) => dirname(dirname(dirname(directory)))],
])('refuses data when others may write %s', async (_, file, pathOf) => {
  const at = await places();
  const path = pathOf(await putAdded(at, onlyData));
  await chmod(path, 0o777);
  expect(await outcomeOf(at)).toContain(
    `${file}: somebody else than root may change it: chown root ${path}; chmod go-w`,
  );
});

it('refuses code when others may write anything that it may import, or where the contract is found', async () => {
  const at = await places();
  const directory = await putAdded(at, { ...withCode, 'lib/other.js': '' });
  await chmod(join(directory, 'lib/other.js'), 0o666);
  expect(await outcomeOf(at)).toContain(`chmod go-w ${join(directory, 'lib/other.js')}`);
  await chmod(join(directory, 'lib/other.js'), 0o644);
  await writeFiles(join(at.state, 'node_modules', '@dialtone'), { x: '' });
  await chmod(join(at.state, 'node_modules'), 0o777);
  expect(await outcomeOf(at)).toContain(`chmod go-w ${join(at.state, 'node_modules')}`);
});

it("refuses code of which a file is somebody else's", async () => {
  const at = await places();
  const directory = await putAdded(at, { ...withCode, 'lib/other.js': '' });
  const us = process.geteuid?.() ?? 0;
  if (us === 0) await chown(join(directory, 'lib/other.js'), 65_534, 65_534);
  else vi.spyOn(process, 'geteuid').mockReturnValue(us + 1);
  onTestFinished(() => void vi.restoreAllMocks());
  expect(await outcomeOf(at)).toContain(us === 0 ? `chown root ${join(directory, 'lib/other.js')}` : 'chown root ');
});

it('has another edition when it was installed anew', async () => {
  const at = await places();
  const directory = await putAdded(at, onlyData);
  const edition = async () => (await discoverAdded(at))[0]?.edition;
  const before = await edition();
  expect(await edition()).toBe(before);
  await writeFile(join(directory, '..', '..', noteFile), '{}');
  expect(await edition()).not.toBe(before);
});
