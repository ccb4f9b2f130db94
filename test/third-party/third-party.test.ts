import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';
import { checkSource, discoverPlugins, loadPlugin, loadUninstalled } from '@dialtone/plugins/host';
import { describe, expect, it } from 'vitest';
import { directoryOf, thirdParty } from './packages.test.helper.js';

/** The files that npm would publish, by its own word. */
const shipped = (name: string): readonly string[] => {
  const said = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline', '--logs-max=0'], {
    cwd: directoryOf(name),
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_config_userconfig: devNull, npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [packed]: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(said);
  return (packed?.files ?? []).map(({ path }) => path).toSorted();
};

describe('packages that somebody else wrote', () => {
  it('are accepted by every rule for packages that are added', async () => {
    expect(await thirdParty('huawei')).toMatchObject({
      kind: 'loaded',
      name: 'huawei',
      version: '1.0.0',
      devices: [{ plugin: 'huawei', value: { id: 'e173' } }],
      carriers: [],
    });
    expect(await thirdParty('orange-fr')).toMatchObject({
      kind: 'loaded',
      name: 'orange-fr',
      devices: [],
      carriers: [{ plugin: 'orange-fr', value: { id: 'orange-fr' } }],
    });
  });

  it('say exactly this, where only a real stick or network could tell the difference', async () => {
    const [{ devices }, { carriers }] = await Promise.all([thirdParty('huawei'), thirdParty('orange-fr')]);
    expect(
      devices.map(({ value: { match, modeSwitch, ports, recovery } }) => ({ match, modeSwitch, ports, recovery })),
    ).toEqual([
      {
        match: {
          usb: [
            { vendor: '12d1', product: '1446' },
            { vendor: '12d1', product: '1001' },
          ],
          model: ['E173'],
        },
        modeSwitch: {
          method: 'message',
          message: '55534243123456780000000000000011062000000100000000000000000000',
          becomes: ['1001'],
        },
        ports: { 0: 'data', 1: 'diag', 2: 'at' },
        recovery: [
          { on: 'init.no-reply', action: 'usb-reset', upTo: 2 },
          { on: 'dial.no-reply', action: 'usb-reset', upTo: 1 },
        ],
      },
    ]);
    const auth = { allow: ['chap', 'pap', 'none'], user: 'orange', password: 'orange' };
    expect(carriers.map(({ value: { match, profiles } }) => ({ match, profiles }))).toEqual([
      {
        match: { mccmnc: ['20801'] },
        profiles: [
          { name: 'Orange Internet', apn: 'orange.fr', auth },
          { name: 'Orange Internet (mobicarte)', apn: 'orange', auth },
        ],
      },
    ]);
  });

  it('one brings code, and is checked only in part without consent; the other brings none', async () => {
    const options = { dialtoneVersion: '0.1.0', allowCode: false };
    expect(await checkSource(directoryOf('huawei'), options)).toMatchObject({
      notRun: './devices.js',
      plugin: { devices: [] },
    });
    expect(await checkSource(directoryOf('orange-fr'), options)).not.toHaveProperty('notRun');
  });

  it('run as an author tries them, and not as installed ones, which nobody allowed', async () => {
    const found = {
      name: 'huawei',
      packageName: 'dialtone-plugin-huawei',
      directory: directoryOf('huawei'),
      edition: '',
      origin: 'added' as const,
    };
    expect(await loadUninstalled(found)).toMatchObject({ kind: 'loaded' });
    expect(await loadPlugin(found)).toMatchObject({ kind: 'refused' });
  });

  it('are found by nobody who did not ask for them', async () => {
    expect((await discoverPlugins()).map(({ name }) => name)).toEqual(['three-uk', 'zte']);
  });

  it.each([
    ['huawei', ['README.md', 'devices.js', 'e173-twin.js', 'package.json']],
    ['orange-fr', ['README.md', 'orange-fr.json', 'package.json']],
  ])('%s ships exactly what is needed', (name, files) => {
    expect(shipped(name)).toEqual(files);
  });
});
