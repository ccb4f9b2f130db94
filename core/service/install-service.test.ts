import { describe, expect, it } from 'vitest';
import type { InterfaceTable } from '../dbus/tables/table.js';
import { UsageError } from '../facts/usage-error.js';
import { fakeHost } from './fake-host.test.helper.js';
import { leadsToThem } from './found.js';
import { installService, plannedSteps } from './install-service.js';
import { places, theirPolkit } from './places.js';
import type { Standing } from './service-host.js';
import { ourUnit, theirUnit } from './service-names.js';
import { profileFolder } from './take-back-profiles.js';
import { uninstallService } from './uninstall-service.js';

const file = (text: string): Standing => ({ kind: 'file', text, mode: 0o640 });
const link = (to: string): Standing => ({ kind: 'link', to });
const wants = `/etc/systemd/system/multi-user.target.wants/${theirUnit}`;
const packaged = `/lib/systemd/system/${theirUnit}`;
const enabled = { [wants]: link(packaged), [places.alias]: link(packaged) };
const other = { '/etc/systemd/system/multi-user.target.wants/ssh.service': link('/lib/systemd/system/ssh.service') };

/** Machines as they may be found. */
const machines: Readonly<Record<string, Parameters<typeof fakeHost>[0]>> = {
  'with ModemManager as Debian has it': {
    files: { ...other, ...enabled, [theirPolkit]: file('theirs') },
    running: [theirUnit],
  },
  'with ModemManager turned on at a place of its own, and not running': {
    files: { '/etc/systemd/system/sleep.target.requires/ModemManager.service': link(packaged), ...enabled },
  },
  'with ModemManager turned off, and running': { files: other, running: [theirUnit] },
  'with ModemManager masked': { files: { [places.mask]: link('/dev/null') } },
  "with an administrator's own unit of ModemManager": {
    files: { [places.mask]: file('[Service]') },
    running: [theirUnit],
  },
  'with polkit alone': { files: { ...other, '/usr/share/polkit-1/actions/other.policy': file('') } },
  'with nothing': {},
  'with something of ours that nobody wrote down': {
    files: { [places.policy]: file('mine'), [places.unit]: file('old') },
  },
};
const all = Object.entries(machines);

const tables: readonly InterfaceTable[] = [];
const installation = { node: '/usr/bin/node', program: '/usr/lib/dialtone/bin/dialtone.js' };
const install = async (host: ReturnType<typeof fakeHost>['host'], program = installation.program) => {
  const said: string[] = [];
  const done = await installService({
    host,
    installation: { ...installation, program },
    tables,
    say: (sentence) => void said.push(sentence),
  });
  return { ...done, said };
};
const uninstall = async (host: ReturnType<typeof fakeHost>['host']) => {
  const said: string[] = [];
  const done = await uninstallService(host, (sentence) => void said.push(sentence));
  return { ...done, said };
};

/** More changes than there are in any of it. */
const many = 60;

describe.each(all)('the service, on a machine %s', (_, given) => {
  it('runs in the place of ModemManager, and leaves no trace when it is removed', async () => {
    const machine = fakeHost(given);
    const before = machine.state();
    expect(await install(machine.host)).toMatchObject({ ok: true });
    expect(machine.running()).toEqual([ourUnit]);
    expect(machine.canStartThem()).toBe(false);
    expect(Object.values(machine.state().files).filter(leadsToThem)).toEqual([]);
    expect(machine.host.look(places.alias)).toEqual(link(places.unit));
    expect(await uninstall(machine.host)).toMatchObject({ ok: true });
    expect(machine.state()).toEqual(before);
  });

  it('may be installed again, from elsewhere, and what was found at first is what comes back', async () => {
    const machine = fakeHost(given);
    const before = machine.state();
    await install(machine.host);
    await install(machine.host, '/opt/dialtone/bin/dialtone.js');
    expect(machine.running()).toEqual([ourUnit]);
    expect(machine.host.look(places.unit)).toMatchObject({ text: expect.stringContaining('/opt/dialtone/') });
    await uninstall(machine.host);
    expect(machine.state()).toEqual(before);
  });

  it('undoes what was done when any step of it fails', async () => {
    for (let count = 1; ; count += 1) {
      const machine = fakeHost(given);
      const before = machine.state();
      machine.goesWrong(count, 'fails');
      const done = await install(machine.host);
      if (!machine.heals()) break;
      expect(done, `change ${count}`).toMatchObject({
        ok: false,
        because: expect.stringMatching(/Everything is as it was\.$/),
      });
      expect(machine.state(), `change ${count}`).toEqual(before);
      expect(count).toBeLessThan(many);
    }
  });

  it('undoes a second installation down to the first', async () => {
    for (let count = 1; ; count += 1) {
      const machine = fakeHost(given);
      await install(machine.host);
      const before = machine.state();
      machine.goesWrong(count, 'fails');
      await install(machine.host, '/opt/dialtone/bin/dialtone.js');
      if (!machine.heals()) break;
      expect(machine.state(), `change ${count}`).toEqual(before);
      expect(count).toBeLessThan(many);
    }
  });

  it('can be removed when the power went at any moment of the installation', async () => {
    for (let count = 1; ; count += 1) {
      const machine = fakeHost(given);
      const before = machine.state();
      machine.goesWrong(count, 'dies');
      await install(machine.host);
      if (!machine.heals()) break;
      await uninstall(machine.host);
      expect(machine.state(), `change ${count}`).toEqual(before);
      expect(count).toBeLessThan(many);
    }
  });

  it('can be removed again when that failed or was cut off', async () => {
    for (const kind of ['fails', 'dies'] as const)
      for (let count = 1; ; count += 1) {
        const machine = fakeHost(given);
        const before = machine.state();
        await install(machine.host);
        machine.goesWrong(count, kind);
        await uninstall(machine.host);
        if (!machine.heals()) break;
        await uninstall(machine.host);
        expect(machine.state(), `change ${count} ${kind}`).toEqual(before);
        expect(count).toBeLessThan(many);
      }
  });
});

describe('installing the service', () => {
  it('says what it does, and only what it does', async () => {
    const machine = fakeHost(machines['with ModemManager as Debian has it']);
    expect((await install(machine.host)).said).toEqual([
      'What was found was written to /var/lib/dialtone/service.json.',
      'ModemManager was stopped and masked.',
      'The bus was told who may own the name, who may call what, and whom to start.',
      'dialtone.service was turned on.',
      'dialtone.service is running, and has its name on the bus.',
    ]);
    expect((await install(machine.host)).said).toEqual(['dialtone.service is running, and has its name on the bus.']);
  });

  it('keeps the order that works: ModemManager out of the way before our unit is known', async () => {
    const machine = fakeHost(machines['with ModemManager as Debian has it']);
    await install(machine.host);
    expect(machine.commands).toEqual([
      'systemctl stop ModemManager.service',
      'systemctl daemon-reload',
      'busctl call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus ReloadConfig',
      'systemctl daemon-reload',
      'systemctl restart dialtone.service',
    ]);
  });

  it("brings polkit's actions only where ModemManager's are not", async () => {
    const with_ = fakeHost(machines['with ModemManager as Debian has it']);
    await install(with_.host);
    expect(with_.host.look(places.polkit)).toEqual({ kind: 'nothing' });
    const without = fakeHost(machines['with polkit alone']);
    await install(without.host);
    expect(without.host.look(places.polkit)).toMatchObject({ kind: 'file' });
  });

  it('says why it failed, and where to read on', async () => {
    const machine = fakeHost(machines['with nothing']);
    const { host } = machine;
    const refusing = {
      ...host,
      run: async (command: Parameters<typeof host.run>[0]) =>
        command[1] === 'restart' ? ({ ok: false, because: 'failed' } as const) : host.run(command),
    };
    expect(await install(refusing)).toMatchObject({
      ok: false,
      because:
        'The service was not installed: it did not start; `journalctl -u dialtone.service` says why. Everything is as it was.',
    });
  });

  it('says what could not be put back, and keeps what was found', async () => {
    const machine = fakeHost(machines['with ModemManager as Debian has it']);
    const { host } = machine;
    const refusing = {
      ...host,
      run: async (command: Parameters<typeof host.run>[0]) =>
        /restart|^start/.test(command[1] ?? '') ? ({ ok: false, because: 'no' } as const) : host.run(command),
    };
    expect(await install(refusing)).toMatchObject({
      because: expect.stringContaining(
        'Not everything could be put back: `systemctl start ModemManager.service` failed: no. `dialtone uninstall-service` tries it again.',
      ),
    });
    expect(await uninstall(host)).toMatchObject({ ok: true });
    expect(machine.running()).toEqual([theirUnit]);
  });

  it('plans without a change', async () => {
    const machine = fakeHost(machines['with ModemManager as Debian has it']);
    const before = machine.state();
    const steps = await plannedSteps({ host: { ...machine.host, isRoot: false }, installation, tables });
    expect(steps.map(({ will }) => will)).toHaveLength(5);
    expect(machine.state()).toEqual(before);
    expect(machine.commands).toEqual([]);
  });

  it('is refused before anything is done', async () => {
    const { host, state } = fakeHost();
    const before = state();
    const refused = async (work: Promise<unknown>) => {
      const error = await work.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UsageError);
      return (error as UsageError).message;
    };
    expect(await refused(install({ ...host, isRoot: false }))).toContain('put sudo before it');
    expect(await refused(uninstall({ ...host, isRoot: false }))).toContain('put sudo before it');
    expect(await refused(install({ ...host, isFolder: () => false }))).toContain('not started by systemd');
    expect(await refused(uninstall({ ...host, isFolder: () => false }))).toContain('not started by systemd');
    expect(await refused(install(host, '/tmp/dialtone/bin/dialtone.js'))).toContain('is gone at the next start');
    expect(await refused(install(host, '/opt/a\nb/dialtone.js'))).toContain('line end');
    expect(state()).toEqual(before);
  });

  it('does not guess what was found', async () => {
    for (const text of [
      '',
      '{}',
      '[]',
      '{"version":2}',
      '{"version":1,"files":{"/a":{"kind":"link"}},"missing":[],"running":[]}',
    ]) {
      const { host, state } = fakeHost({ files: { [places.record]: file(text) } });
      const before = state();
      await expect(install(host)).rejects.toThrow('cannot be understood');
      await expect(uninstall(host)).rejects.toThrow('cannot be understood');
      expect(state()).toEqual(before);
    }
  });

  it('warns of files that are not root’s alone', async () => {
    const { host } = fakeHost();
    const { said } = await install({ ...host, writableByOthers: () => '/home/me' });
    expect(said[0]).toBe(
      "Note that /home/me is not root's alone: whoever can write there decides what the service does as root.",
    );
  });
});

describe('removing the service', () => {
  it('says that there is none', async () => {
    const { host, commands } = fakeHost();
    expect(await uninstall(host)).toEqual({
      ok: true,
      said: ['There is no service to remove: /var/lib/dialtone/service.json is not there.'],
    });
    expect(commands).toEqual([]);
  });

  it('takes back what was offered to NetworkManager, no other profile, and may offer it again', async () => {
    const { host, commands } = fakeHost(machines['with ModemManager as Debian has it']);
    await install(host);
    const profile = (name: string, more: string) =>
      host.place(`${profileFolder}/${name}.nmconnection`, file(`[connection]\nid=${name}\nuuid=of-${name}\n${more}`));
    profile('Three UK', '[user]\norg.dialtone.offered=yes\n');
    profile('mine', '[gsm]\napn=internet\n');
    host.place('/var/lib/dialtone/memory.json', file('{"version":1,"offered":["x"],"answers":{}}'));
    const { ok, said } = await uninstall(host);
    expect([ok, said[1]]).toEqual([true, 'What Dialtone had offered to NetworkManager was removed: "Three UK".']);
    expect(commands).toContain('nmcli connection delete uuid of-Three UK');
    expect(host.list(profileFolder)).toEqual(['mine.nmconnection']);
    expect(host.look('/var/lib/dialtone/memory.json')).toEqual(file('{"version":1,"offered":[],"answers":{}}\n'));
  });

  it('keeps what Dialtone has learnt, and says so', async () => {
    const { host } = fakeHost(machines['with ModemManager as Debian has it']);
    await install(host);
    host.place('/var/lib/dialtone/memory.json', file('{}'));
    expect((await uninstall(host)).said).toEqual([
      'Dialtone was stopped, and its service and the files that belong to it were removed.',
      'ModemManager is running again, as it was found.',
      'What Dialtone has learnt of sticks and SIMs stays in /var/lib/dialtone.',
    ]);
    expect(host.look('/var/lib/dialtone/memory.json')).toMatchObject({ kind: 'file' });
  });
});
