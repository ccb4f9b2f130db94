import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, readlink, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { leftIn, places, writeFiles } from './added-plugin.test.helper.js';
import { checkSource } from './check-source.js';
import { discoverAdded, discoverAll } from './discover-all.js';
import { type AboutPlugin, installPlugin } from './install-plugin.js';
import { addedFolder, type PluginPlaces } from './installed/plugin-places.js';
import { packed, tarball } from './installed/tarball.test.helper.js';
import { loadPlugin } from './load-plugin.js';
import { removePlugin } from './remove-plugin.js';
import { carrier, device, deviceModule, devicePlugin, type Files, manifest } from './temp-packages.test.helper.js';

/** These start npm, which needs a third of a second each and no network. */
type Places = PluginPlaces & { readonly work: string };
const named = { name: 'dialtone-plugin-acme' };
const onlyData = { 'package.json': manifest({ carriers: ['./x.json'] }, named), 'x.json': carrier };
const module = `import { defineDevicePlugin, quietStorage } from '@dialtone/plugins';
import { model } from './lib/model.js';
export default defineDevicePlugin(${JSON.stringify(devicePlugin({ ...device, model: '?' })).replace('"?"', 'model')});
export { quietStorage };
`;
const withCode = (version = '1.0.0') => ({
  'package.json': manifest(
    { devices: './devices.js' },
    { ...named, version, peerDependencies: { '@dialtone/plugins': '*' } },
  ),
  'devices.js': module,
  'lib/model.js': `export const model = 'Acme ${version}';`,
});

const tgz = async (at: Places, files: Files, name = 'acme.tgz'): Promise<string> => {
  const file = join(at.work, name);
  await writeFile(file, packed(files));
  return file;
};
const add = async (at: Places, source: string, allows = true) => {
  const asked: AboutPlugin[] = [];
  const outcome = await installPlugin(at, source, {
    dialtoneVersion: '0.1.0',
    loadMs: 3000,
    consent: async (about) => {
      asked.push(about);
      return allows;
    },
  });
  return { outcome, asked, because: outcome.kind === 'refused' ? outcome.because : '' };
};
const loadedNow = async (at: PluginPlaces) => {
  const [found] = await discoverAdded(at);
  return found && loadPlugin(found);
};

describe('adding a package', () => {
  it('takes data without asking, and it is found, loaded and removed again', async () => {
    const at = await places();
    const source = await tgz(at, onlyData);
    const { outcome, asked } = await add(at, source);
    expect(outcome).toMatchObject({ kind: 'added', plugin: { name: 'acme', version: '1.2.3', carriers: [{}] } });
    expect(outcome).not.toHaveProperty('replaced');
    expect(asked).toEqual([]);
    expect(await loadedNow(at)).toEqual(outcome.kind === 'added' && outcome.plugin);
    const prefix = join(addedFolder(at), 'acme');
    expect(JSON.parse(await readFile(join(prefix, 'dialtone.json'), 'utf8'))).toEqual({
      package: 'dialtone-plugin-acme',
      version: '1.2.3',
      consented: false,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await readdir(prefix)).toEqual(['dialtone.json', 'node_modules', 'package-lock.json', 'package.json']);
    const running = fileURLToPath(new URL('..', import.meta.url)).slice(0, -1);
    expect(await readlink(join(at.state, 'node_modules/@dialtone/plugins'))).toBe(running);
    const removing = performance.now();
    expect(await removePlugin(at, 'acme')).toEqual({ kind: 'removed', version: '1.2.3' });
    expect(performance.now() - removing).toBeLessThan(2000);
    expect(await leftIn(at)).toEqual([]);
  });

  it('asks once before code is run, which gets the one contract; a newer edition is wholly new to a process that runs', async () => {
    const at = await places();
    const sources = [await tgz(at, withCode(), 'a.tgz'), await tgz(at, withCode('1.1.0'), 'b.tgz')];
    const steps = await inBuilt(at, sources);
    const asked = { name: 'acme', packageName: 'dialtone-plugin-acme', why: 'brings-code' };
    expect(steps).toMatchObject([
      { because: '', asked: [{ ...asked, version: '1.0.0' }], model: 'Acme 1.0.0', isOne: true },
      // The model stands in a file that the module imports: that is read anew, too.
      { because: '', asked: [{ ...asked, version: '1.1.0' }], model: 'Acme 1.1.0', isOne: true, replaced: '1.0.0' },
    ]);
    expect(new Set(steps.map(({ edition }) => edition)).size).toBe(2);
    expect((await readdir(addedFolder(at))).filter((name) => !/^\.?acme/.test(name))).toEqual([]);
    expect(await readdir(addedFolder(at))).toHaveLength(2);
  });

  it('takes a directory as a copy that only its owner may change, packed as npm would pack it', async () => {
    const at = await places();
    const source = join(at.work, 'acme');
    await writeFiles(source, { ...onlyData, 'secret.env': 'x', '.npmignore': 'secret.env' });
    await chmod(join(source, 'x.json'), 0o666);
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    expect((await add(at, source)).because).toBe('');
    const [found] = await discoverAdded(at);
    expect(await readdir(found?.directory ?? '')).toEqual(['package.json', 'x.json']);
    expect((await stat(join(found?.directory ?? '', 'x.json'))).mode & 0o777).toBe(0o644);
    expect((await stat(join(found?.directory ?? '', '..'))).mode & 0o777).toBe(0o755);
    expect(await loadedNow(at)).toMatchObject({ kind: 'loaded' });
  });

  it('takes what npm packs, and mends a link that leads to where Dialtone was', async () => {
    const at = await places();
    await writeFiles(join(at.work, 'acme'), onlyData);
    const args = ['pack', '--silent', '--pack-destination', at.work];
    const file = execFileSync('npm', args, { cwd: join(at.work, 'acme'), encoding: 'utf8' }).trim();
    await writeFiles(join(at.state, 'node_modules/@dialtone'), {});
    await writeFiles(at.state, { 'node_modules/@dialtone/x': '' });
    await symlink('/nowhere', join(at.state, 'node_modules/@dialtone/plugins'));
    expect((await add(at, join(at.work, file))).because).toBe('');
    expect(await realpath(join(at.state, 'node_modules/@dialtone/plugins'))).toMatch(/plugins$/);
  });
});

describe('what is refused leaves nothing, and an older edition stays', () => {
  const contract = { 'package.json': { name: '@dialtone/plugins', version: '9.9.9' } };
  it.each<[string, Files, string, boolean?]>([
    ['code that is not allowed', withCode(), 'brings code and was not allowed to run it: nothing was added', false],
    [
      'code that throws',
      { ...withCode(), 'devices.js': 'throw new Error("no luck");' },
      'plugin acme: ./devices.js: threw when it was loaded (no luck)',
    ],
    [
      'a bundled second contract',
      {
        ...onlyData,
        'package.json': manifest(
          { carriers: ['./x.json'] },
          { ...named, bundleDependencies: ['alias'], dependencies: { alias: '9.9.9' } },
        ),
        'node_modules/alias/package.json': contract['package.json'],
      },
      'plugin acme: brings its own copy of the contract (dialtone-plugin-acme/node_modules/alias)',
    ],
    [
      'code that does not come to an end',
      { ...withCode(), 'devices.js': `/^(a+)+$/.test('${'a'.repeat(50)}b');` },
      'plugin acme: ./devices.js: was still at work after 3 s when it was loaded',
    ],
    [
      'a key of every object',
      { ...onlyData, 'x.json': JSON.stringify(carrier).replace('{', '{"__proto__":{"contract":1},') },
      'plugin acme: ./x.json: __proto__ is a key that no plugin may have',
    ],
    [
      'data of a size that nobody needs',
      { ...onlyData, 'x.json': { ...carrier, source: 'x'.repeat(1024 * 1024) } },
      'plugin acme: ./x.json: is larger than 1048576 bytes',
    ],
    [
      'a regular expression, which data may not have',
      {
        ...onlyData,
        'x.json': {
          ...carrier,
          diagnoses: [
            {
              cause: 'no-carrier',
              when: [{ fact: 'dial.ended', where: { result: { matches: '^(a+)+$' } } }],
              confidence: 1,
              says: 'x',
              remedy: 'y',
            },
          ],
        },
      },
      'plugin acme: ./x.json: diagnoses[0].when[0].',
    ],
    [
      'a path that leads out',
      { ...onlyData, 'package.json': manifest({ carriers: ['./../../etc/x.json'] }, named) },
      'plugin acme: ./../../etc/x.json: points outside the package',
    ],
    ['what is no JSON', { ...onlyData, 'x.json': '{' }, 'plugin acme: ./x.json: cannot be read as JSON'],
    ['a wrong contract', { ...onlyData, 'x.json': { ...carrier, contract: 2 } }, 'update Dialtone'],
  ])('%s', async (_, files, sentence, allows) => {
    const at = await places();
    const refused = await add(at, await tgz(at, files), allows);
    expect(refused.because).toContain(sentence);
    expect(await leftIn(at)).toEqual([]);
  });

  it('before npm is started: what its rules, its packing or its name have against it', async () => {
    const at = await places();
    const path = process.env.PATH;
    const said = async (source: string) => (await add(at, source)).because;
    process.env.PATH = at.work;
    try {
      const hostile = manifest({ carriers: ['./x.json'] }, { ...named, scripts: { postinstall: 'touch /tmp/owned' } });
      expect(await said(await tgz(at, { 'package.json': hostile }))).toContain('scripts.postinstall must go');
      const zte = manifest({ carriers: ['./x.json'] }, { name: '@dialtone/plugin-zte' });
      expect(await said(await tgz(at, { 'package.json': zte }))).toBe(
        'plugin zte: comes with Dialtone, and is updated with it: its name cannot be taken',
      );
      await writeFile(join(at.work, 'x.tgz'), tarball({ path: '../evil' }));
      expect(await said(join(at.work, 'x.tgz'))).toContain('holds "../evil", which leads out of the package');
      expect(await said('https://example.org/x.tgz')).toBe(
        'plugin https://example.org/x.tgz: is an address: download the .tgz, then add that file',
      );
      expect(await said(await tgz(at, onlyData))).toBe('plugin acme: needs npm, which is not on the PATH: install npm');
      expect(await said('@dialtone/plugin-zte')).toContain('comes with Dialtone');
      await writeFiles(at.files, { 'acme.carrier.json': carrier });
      expect(await said(await tgz(at, onlyData))).toBe(
        'plugin acme: acme.carrier.json has that short name already: dialtone plugin remove acme',
      );
    } finally {
      process.env.PATH = path;
    }
    expect(await leftIn(at)).toEqual(['acme.carrier.json']);
  });

  it('a bad newer edition, and a package of another with the same short name', async () => {
    const at = await places();
    await add(at, await tgz(at, onlyData));
    const before = await leftIn(at);
    const loaded = await loadedNow(at);
    expect((await add(at, await tgz(at, { ...onlyData, 'x.json': { ...carrier, profiles: [] } }))).because).toBe(
      'plugin acme: ./x.json: profiles must not be empty',
    );
    const other = manifest({ carriers: ['./x.json'] }, { name: '@b/dialtone-plugin-acme' });
    expect((await add(at, await tgz(at, { ...onlyData, 'package.json': other }))).because).toBe(
      'plugin acme: dialtone-plugin-acme has that short name already: dialtone plugin remove acme',
    );
    expect(await leftIn(at)).toEqual(before);
    expect(await loadedNow(at)).toEqual(loaded);
  });

  it('what would lie where something else lies, or where others may change it', async () => {
    const at = await places();
    await writeFiles(addedFolder(at), { 'acme/mine': '' });
    expect((await add(at, await tgz(at, onlyData))).because).toContain(
      `${join(addedFolder(at), 'acme')} was not made by Dialtone: remove it`,
    );
    await rm(addedFolder(at), { recursive: true });
    await chmod(at.state, 0o777);
    expect((await add(at, await tgz(at, onlyData))).because).toContain(
      `chown root ${at.state}; chmod go-w ${at.state}`,
    );
    await writeFiles(at.work, { 'a.carrier.json': carrier });
    await mkdir(dirname(at.files));
    await chmod(dirname(at.files), 0o777);
    expect((await add(at, join(at.work, 'a.carrier.json'))).because).toContain(`chmod go-w ${dirname(at.files)}`);
    expect(await leftIn(at)).toEqual([]);
    expect(await readdir(dirname(at.files))).toEqual([]);
  });

  it('an installation that is interrupted while the user is asked', async () => {
    const at = await places();
    const abort = new AbortController();
    const consent = async () => {
      abort.abort();
      return true;
    };
    const source = await tgz(at, { ...withCode(), 'devices.js': deviceModule(devicePlugin(device)) });
    expect(await installPlugin(at, source, { dialtoneVersion: '0.1.0', consent, signal: abort.signal })).toMatchObject({
      because: 'plugin acme: was interrupted: nothing was changed',
    });
    expect(await leftIn(at)).toEqual([]);
  });

  it('an installation that is interrupted, and one beside another', async () => {
    const at = await places();
    const source = await tgz(at, onlyData);
    const abort = new AbortController();
    const how = { dialtoneVersion: '0.1.0', consent: async () => true };
    const first = installPlugin(at, source, { ...how, signal: abort.signal });
    await expect.poll(() => readdir(addedFolder(at)).catch(() => [])).toContain('.lock');
    expect(await installPlugin(at, source, how)).toMatchObject({
      kind: 'refused',
      because: expect.stringContaining('plugins are being changed already, by process'),
    });
    abort.abort();
    expect(await first).toMatchObject({
      kind: 'refused',
      because: expect.stringContaining('acme: was interrupted: nothing was changed'),
    });
    expect(await leftIn(at)).toEqual([]);
  });
});

describe('one file', () => {
  it('is copied to where files are looked for, replaced and removed', async () => {
    const at = await places();
    const source = join(at.work, 'orange.carrier.json');
    await writeFile(source, JSON.stringify(carrier), { mode: 0o600 });
    expect((await add(at, source)).outcome).toMatchObject({
      kind: 'added',
      plugin: { name: 'orange', version: 'file' },
    });
    const file = join(at.files, 'orange.carrier.json');
    expect([(await stat(file)).mode & 0o777, (await stat(at.files)).mode & 0o777]).toEqual([0o644, 0o755]);
    expect((await add(at, source)).outcome).toMatchObject({ kind: 'added', replaced: 'file' });
    expect(await leftIn(at)).toEqual(['orange.carrier.json']);
    expect((await discoverAll(at)).map(({ name }) => name)).toContain('orange');
  });

  it.each<[string, object, string]>([
    ['orange.carrier.json', { ...carrier, id: '' }, 'plugin orange: orange.carrier.json: id must be'],
    ['orange.carrier.json', JSON.parse(`{"__proto__":{},"contract":1}`), '__proto__ is a key that no plugin may have'],
    ['zte.device.json', devicePlugin(device), 'plugin zte: comes with Dialtone: give the file another name'],
  ])('%s is refused', async (name, content, sentence) => {
    const at = await places();
    await writeFiles(at.work, { [name]: content });
    expect((await add(at, join(at.work, name))).because).toContain(sentence);
    expect(await leftIn(at)).toEqual([]);
  });

  it('is refused where another plugin has its short name', async () => {
    const at = await places();
    await writeFiles(at.files, { 'orange.device.json': devicePlugin(device) });
    await writeFiles(at.work, { 'orange.carrier.json': carrier });
    expect((await add(at, join(at.work, 'orange.carrier.json'))).because).toBe(
      'plugin orange: orange.device.json has that short name already: dialtone plugin remove orange',
    );
  });
});

it('a .tgz is checked without being added, and its code is not run unless that is allowed', async () => {
  const at = await places();
  const source = await tgz(at, { ...withCode(), 'devices.js': 'throw new Error("no luck");' });
  const how = { dialtoneVersion: '0.1.0' };
  const before = process.env.TMPDIR;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  });
  process.env.TMPDIR = at.work;
  expect(await checkSource(source, { ...how, allowCode: false })).toMatchObject({
    kind: 'fine',
    plugin: { name: 'acme', devices: [] },
    notRun: './devices.js',
  });
  expect(await checkSource(source, { ...how, allowCode: true })).toMatchObject({
    because: 'plugin acme: ./devices.js: threw when it was loaded (no luck)',
  });
  expect(await leftIn(at)).toEqual([]);
  expect(tmpdir()).toBe(at.work);
  expect(await readdir(at.work)).toEqual(['acme.tgz']);
});

interface Step {
  readonly because: string;
  readonly asked: readonly AboutPlugin[];
  readonly model: string;
  readonly edition: string;
  readonly isOne: boolean;
}

/** The same one after the other in one process of the built host: there Node itself finds the contract's package, as on a user's machine. */
const inBuilt = async (at: Places, sources: readonly string[]): Promise<readonly Step[]> => {
  const built = new URL('../dist/', import.meta.url).href;
  const script = `
    import { tmpdir } from 'node:os';
import { join } from 'node:path';
    import { pathToFileURL } from 'node:url';
    import { discoverAdded, installPlugin, loadPlugin } from '${built}host/index.js';
    import { quietStorage } from '${built}index.js';
    const places = ${JSON.stringify(at)};
    const steps = [];
    for (const source of ${JSON.stringify(sources)}) {
      const asked = [];
      const consent = async (about) => asked.push(about) > 0;
      const { because = '', replaced } = await installPlugin(places, source, { dialtoneVersion: '0.1.0', consent });
      const [found] = await discoverAdded(places);
      const { devices } = await loadPlugin(found);
      const own = await import(pathToFileURL(join(found.directory, 'devices.js')).href);
      const isOne = own.quietStorage === quietStorage;
      steps.push({ because, asked, replaced, model: devices[0].value.model, edition: found.edition, isOne });
    }
    console.log(JSON.stringify(steps));`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const args = ['--input-type=module', '--eval', script];
  return JSON.parse((await promisify(execFile)(process.execPath, args, { env })).stdout);
};
