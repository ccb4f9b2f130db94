import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** `dialtone plugin add`, `remove` and `info` as processes, on the packages in test/third-party as npm packs them. */
const state = temporaryState();
afterAll(state.remove);
const folder = join(state.path, 'etc');
const environment = { DIALTONE_PLUGIN_DIR: folder };
const plugin = (...args: readonly string[]) =>
  dialtone(['plugin', ...args], { stateDirectory: state.path, environment }).ended;
const npm = (...args: readonly string[]): string =>
  execFileSync('npm', [...args, '--offline', '--logs-max=0', '--silent'], {
    cwd: state.path,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_config_userconfig: devNull, npm_config_update_notifier: 'false' },
  }).trim();
const tarballs = { huawei: '', orange: '' };
beforeAll(() => {
  const [huawei = '', orange = ''] = ['huawei', 'orange-fr'].map((name) =>
    npm('pack', join(checkout(), 'test/third-party', `dialtone-plugin-${name}`)),
  );
  Object.assign(tarballs, { huawei: join(state.path, huawei), orange: join(state.path, orange) });
});
const names = async (): Promise<readonly string[]> =>
  (await plugin('list')).stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')[0] ?? '']));
const left = (): readonly string[] => ['plugins', 'node_modules'].filter((name) => existsSync(join(state.path, name)));

describe('dialtone plugin add', () => {
  it('a pack of data and a package with code: each is there at once, goes online, and is gone again', async () => {
    const pack = await plugin('add', tarballs.orange);
    expect([pack.status, pack.stdout, pack.stderr]).toEqual([0, 'Added orange-fr 1.0.0  carrier orange-fr\n', '']);
    const refused = await plugin('add', tarballs.huawei);
    expect([refused.status, refused.stdout, refused.stderr.split('\n')]).toEqual([
      1,
      '',
      [
        'dialtone-plugin-huawei 1.0.0 brings code. Where nobody can be asked, --yes allows it.',
        'plugin huawei: brings code and was not allowed to run it: nothing was added',
        '',
      ],
    ]);
    const allowed = await plugin('add', '--yes', '--json', tarballs.huawei);
    expect([allowed.status, JSON.parse(allowed.stdout)]).toEqual([
      0,
      { plugin: 'huawei', version: '1.0.0', devices: ['e173'], carriers: [] },
    ]);
    expect(await names()).toEqual(['huawei', 'orange-fr', 'three-uk', 'zte']);
    const online = await dialtone(['up', '--simulate', 'e173@orange-fr', '--once', '--json'], {
      stateDirectory: state.path,
      environment,
    }).ended;
    expect(online.facts.findLast(({ fact }) => fact === 'verdict')).toMatchObject({
      online: true,
      apn: { value: 'orange.fr', plugin: 'orange-fr' },
    });

    const again = await plugin('add', tarballs.orange);
    expect(again.stdout).toBe('Added orange-fr 1.0.0  carrier orange-fr, in place of 1.0.0\n');
    const removed = await plugin('remove', 'orange-fr');
    expect([removed.status, removed.stdout]).toEqual([0, 'Removed orange-fr 1.0.0\n']);
    const asJson = await plugin('remove', 'huawei', '--json');
    expect(JSON.parse(asJson.stdout)).toEqual({ plugin: 'huawei', removed: '1.0.0' });
    expect(left()).toEqual([]);
    const unknown = await plugin('remove', 'huawei');
    expect([unknown.status, unknown.stderr]).toEqual([1, 'there is no plugin "huawei" to remove: none was added\n']);
  }, 60_000);

  it('asks on a terminal, and takes only a yes', async () => {
    const asked = async (answer: string) => {
      const typed = join(state.path, 'typed');
      writeFileSync(typed, answer);
      const { status } = await dialtone(['plugin', 'add', tarballs.huawei], {
        stateDirectory: state.path,
        environment,
        under: ['sh', '-c', 'exec script -qec "$*" /dev/null <"$0"', typed],
      }).ended;
      return [status, left()];
    };
    expect(await asked('n\n')).toEqual([1, []]);
    expect(await asked('yes\n')).toEqual([0, ['plugins', 'node_modules']]);
    await plugin('remove', 'huawei');
  }, 60_000);

  it('refuses in one sentence, with status 1, and leaves nothing', async () => {
    const hostile = join(state.path, 'dialtone-plugin-hostile');
    mkdirSync(hostile);
    const manifest = JSON.parse(
      readFileSync(join(checkout(), 'test/third-party/dialtone-plugin-orange-fr/package.json'), 'utf8'),
    );
    const content = JSON.stringify({
      ...manifest,
      name: 'dialtone-plugin-hostile',
      scripts: { postinstall: 'touch owned' },
    });
    writeFileSync(join(hostile, 'package.json'), content);
    for (const source of [hostile, join(state.path, npm('pack', hostile))]) {
      const { status, stdout, stderr } = await plugin('add', source, '--yes');
      expect([status, stdout, stderr]).toEqual([
        1,
        '',
        expect.stringMatching(/^plugin .*scripts\.postinstall must go: .*\n$/),
      ]);
    }
    const json = await plugin('add', 'https://example.org/x.tgz', '--json');
    expect([json.status, JSON.parse(json.stdout)]).toEqual([
      1,
      { plugin: 'https://example.org/x.tgz', refused: expect.stringContaining('is an address: download the .tgz') },
    ]);
    expect(left()).toEqual([]);
    expect(readdirSync(state.path)).not.toContain('owned');
  }, 60_000);

  it('is heard by a Dialtone that runs', async () => {
    const run = dialtone(['up', '--simulate', 'mf627@three-uk', '--json'], { stateDirectory: state.path, environment });
    await run.says('"fact":"online"');
    await plugin('add', tarballs.orange);
    await run.says('"fact":"plugin.loaded"');
    const pinned = await plugin('pin', 'orange-fr');
    expect([pinned.status, pinned.stdout]).toEqual([0, 'Pinned: orange-fr\n']);
    expect((await plugin('pin', 'orange-fr', '--off')).stdout).toBe('Pinned: none\n');
    const nobody = await plugin('pin', 'nobody');
    expect([nobody.status, nobody.stderr]).toEqual([
      1,
      'plugin nobody: is not there: dialtone plugin list says what is\n',
    ]);
    await plugin('remove', 'orange-fr');
    await run.says('"fact":"plugin.unloaded"');
    run.signal('SIGTERM');
    const { status, stderr, facts } = await run.ended;
    expect([status, stderr]).toEqual([0, '']);
    expect(facts.filter(({ fact }) => fact.startsWith('plugin.'))).toMatchObject([
      { fact: 'plugin.loaded', plugin: 'orange-fr', version: '1.0.0' },
      { fact: 'plugin.unloaded', plugin: 'orange-fr' },
    ]);
    expect(facts.filter(({ fact }) => fact === 'verdict')).toHaveLength(1);
  }, 60_000);
});

describe('dialtone plugin info', () => {
  it('says what one knows and from where its authors have it', async () => {
    const { status, stdout } = await plugin('info', 'three-uk');
    expect([status, stdout.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(/^three-uk \d.*, comes with Dialtone \(@dialtone\/plugin-three-uk\)$/),
        'carrier three-uk: Three UK, network 23420, 23494, APN three.co.uk, 3internet',
        expect.stringMatching(/^ {2}known from: \S/),
        '',
      ],
    ]);
    expect(JSON.parse((await plugin('info', 'zte', '--json')).stdout)).toMatchObject({
      plugin: 'zte',
      from: 'bundled',
      code: expect.stringMatching(/\.js$/),
      knows: expect.arrayContaining([
        expect.objectContaining({ device: 'mf627', usb: expect.arrayContaining(['19d2:0031']) }),
      ]),
    });
  });

  it('runs nothing of a package that is not added, and says 2 for what is nowhere', async () => {
    const { status, stdout } = await plugin('info', tarballs.huawei);
    expect([status, stdout.split('\n').slice(0, 2)]).toEqual([
      0,
      [
        `huawei 1.0.0, not added (${tarballs.huawei})`,
        expect.stringMatching(/^brings code, \.\/devices\.js, which was not run/),
      ],
    ]);
    const nowhere = await plugin('info', 'acme');
    expect([nowhere.status, nowhere.stderr]).toEqual([
      2,
      'There is no plugin "acme", nor a file of that name; `dialtone plugin list` says what is there.\n',
    ]);
  });
});
