import { chmod, chown, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { discoverFiles } from './discover-files.js';
import { loadPlugin } from './load-plugin.js';
import { carrier, device, devicePlugin } from './temp-packages.test.helper.js';
import { writableByOthers } from './writable-by-others.js';

/** A folder with these files. */
const folderWith = async (files: Readonly<Record<string, unknown>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content), {
      mode: 0o644,
    });
  return folder;
};
const loaded = async (folder: string) => Promise.all((await discoverFiles(folder)).map((found) => loadPlugin(found)));
const refusals = async (folder: string) =>
  (await loaded(folder)).map((outcome) => (outcome.kind === 'refused' ? outcome.because : 'loaded'));

describe('plugins that are one file each', () => {
  it('are found by their names, and nothing else is', async () => {
    const folder = await folderWith({
      'orange-fr.carrier.json': carrier,
      'e173.device.json': devicePlugin(device),
      'notes.json': {},
      'Big.carrier.json': carrier,
      '.hidden.carrier.json': carrier,
      'orange.carrier.json.swp': '',
    });
    expect((await discoverFiles(folder)).map(({ name, file }) => [name, file])).toEqual([
      ['e173', 'e173.device.json'],
      ['orange-fr', 'orange-fr.carrier.json'],
    ]);
    expect(await discoverFiles(join(folder, 'absent'))).toEqual([]);
  });

  it('are checked and loaded as what is in a package', async () => {
    const folder = await folderWith({ 'a.carrier.json': carrier, 'b.device.json': devicePlugin(device) });
    expect(await loaded(folder)).toMatchObject([
      {
        kind: 'loaded',
        name: 'a',
        version: 'file',
        devices: [],
        carriers: [{ plugin: 'a', value: { id: carrier.id } }],
      },
      {
        kind: 'loaded',
        name: 'b',
        version: 'file',
        devices: [{ plugin: 'b', value: { id: device.id } }],
        carriers: [],
      },
    ]);
  });

  it('have another edition when they are written anew', async () => {
    const folder = await folderWith({ 'a.carrier.json': carrier });
    const edition = async () => (await discoverFiles(folder))[0]?.edition;
    const before = await edition();
    expect(await edition()).toBe(before);
    await writeFile(join(folder, 'a.carrier.json'), JSON.stringify({ ...carrier, carrier: 'Another' }));
    expect(await edition()).not.toBe(before);
  });

  it('are refused by file and field, each by itself', async () => {
    const folder = await folderWith({
      'a.carrier.json': { ...carrier, profiles: [] },
      'b.carrier.json': '{',
      'c.device.json': carrier,
    });
    const said = await refusals(folder);
    expect(said[0]).toBe('plugin a: a.carrier.json: profiles must not be empty');
    expect(said[1]).toMatch(/^plugin b: b\.carrier\.json: cannot be read as JSON/);
    expect(said[2]).toMatch(/^plugin c: c\.device\.json: .*vendor/);
  });

  it('are refused when somebody else may change them, or the folder that they are in', async () => {
    const folder = await folderWith({ 'a.carrier.json': carrier });
    const file = join(folder, 'a.carrier.json');
    await chmod(file, 0o664);
    expect(await refusals(folder)).toEqual([
      `plugin a: a.carrier.json: somebody else than root may change it: chown root ${file}; chmod go-w ${file}`,
    ]);
    await chmod(file, 0o644);
    await chmod(folder, 0o777);
    expect((await refusals(folder))[0]).toContain(`chmod go-w ${folder}`);
    await chmod(folder, 0o700);
    expect(await refusals(folder)).toEqual(['loaded']);
  });

  it("are refused when they are somebody else's", async () => {
    const folder = await folderWith({ 'a.carrier.json': carrier });
    const file = join(folder, 'a.carrier.json');
    const us = process.geteuid?.() ?? 0;
    if (us === 0) await chown(file, 65_534, 65_534);
    expect(await writableByOthers(file, us === 0 ? us : us + 1)).toBe(file);
    expect(await writableByOthers(file, us === 0 ? 65_534 : us)).toBeUndefined();
  });

  it('may not lead out of the folder', async () => {
    const folder = await folderWith({});
    const elsewhere = await folderWith({ 'x.json': carrier });
    await mkdir(join(folder, 'below'));
    await symlink(join(elsewhere, 'x.json'), join(folder, 'a.carrier.json'));
    expect(await refusals(folder)).toEqual(['plugin a: a.carrier.json: points outside the package']);
  });
});
