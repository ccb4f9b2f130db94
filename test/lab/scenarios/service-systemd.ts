import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkout } from '../../checkout.js';
import { type Done, type Guest, hold, same } from '../guest/guest.js';
import { difference, machineState } from '../guest/machine-state.js';
import { defaultRoutes } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';
import { answers, leadsNowhere } from '../guest/way-out.js';

const scenario: Scenario = {
  says: 'under a real systemd the service is installed in the place of ModemManager, connects a stick for NetworkManager and is removed: files and units are as found',
  init: 'systemd',
  long: true,
  limitMs: 900_000,
  play: async (guest) => {
    const resolvers = readFileSync('/etc/resolv.conf');
    try {
      await asDebianHasIt(guest);
      await played(guest);
    } catch (error) {
      const { output } = await guest.run(
        'journalctl',
        '--no-pager',
        '--lines=150',
        '--unit=dialtone',
        '--unit=NetworkManager',
      );
      throw new Error(`${error instanceof Error ? error.stack : error}\n--- journal\n${output}`);
    } finally {
      await guest.run('systemctl', 'stop', 'dialtone', 'NetworkManager', 'ModemManager', 'polkit', 'systemd-hostnamed');
      // NetworkManager leaves its own file there.
      writeFileSync('/etc/resolv.conf', resolvers);
    }
  },
};
export default scenario;

const played = async (guest: Guest): Promise<void> => {
  const found = await machineState(guest, units);
  const asFound = async (when: string) => same(difference(found, await machineState(guest, units)), [], when);
  const installed = async () => {
    const { output } = await succeeds(guest, dialtone, 'install-service');
    guest.say(output);
    same(await unitOfName(guest), 'dialtone.service', 'who has the name');
    return output;
  };

  guest.say('looked at');

  await succeeds(guest, dialtone, 'install-service', '--dry-run');
  await asFound('left by --dry-run');
  hold(
    (await installed()).includes('ModemManager was stopped and masked.'),
    'it did not say what became of ModemManager',
  );
  hold((await guest.run('systemctl', 'start', 'ModemManager')).status !== 0, 'ModemManager could be started');
  await maysAndMayNots(guest);
  await activates(guest);
  await installed();

  const stick = await guest.stick();
  await connects(guest);
  stick.unplug();

  guest.say((await succeeds(guest, dialtone, 'uninstall-service')).output);
  await asFound('left by the service');
  same(await unitOfName(guest), 'ModemManager.service', 'who has the name afterwards');
  hold(
    (await succeeds(guest, dialtone, 'uninstall-service')).output.startsWith('There is no service'),
    'a second removal',
  );
  leadsNowhere();
};

const dialtone = join(checkout(), 'core/bin/dialtone.js');
const units = [
  'ModemManager.service',
  'NetworkManager.service',
  'dialtone.service',
  'dbus-org.freedesktop.ModemManager1.service',
];

/** What the packages do when they are installed, which in the lab they are not. */
const asDebianHasIt = async (guest: Guest): Promise<void> => {
  writeFileSync('/etc/NetworkManager/NetworkManager.conf', '[main]\nplugins=keyfile\nrc-manager=file\n');
  await succeeds(guest, 'systemctl', 'enable', '--now', 'NetworkManager', 'ModemManager');
  same(await unitOfName(guest), 'ModemManager.service', 'who has the name before');
};

/** Whoever is not root may ask for what polkit decides about, and for nothing else; both with ModemManager's own policy there. */
const maysAndMayNots = async (guest: Guest): Promise<void> => {
  const asNobody = (name: string, ...words: readonly string[]) =>
    guest.run(
      'setpriv',
      ...[
        '--reuid=65534',
        '--regid=65534',
        '--clear-groups',
        'busctl',
        'call',
        modemManager,
        '/org/freedesktop/ModemManager1',
      ],
      ...[name, ...words],
    );
  for (const [name, ...words] of [
    ['org.dialtone.Dialtone1', 'GetSticks'],
    ['org.freedesktop.DBus.ObjectManager', 'GetManagedObjects'],
    ['org.freedesktop.DBus.Properties', 'Get', 'ss', modemManager, 'Version'],
  ] as const) {
    const { status, output } = await asNobody(name, ...words);
    hold(status === 0, `${words[0]} by nobody: ${output}`);
  }
  const { status, output } = await asNobody(modemManager, 'InhibitDevice', 'sb', '/', 'true');
  hold(status !== 0 && output.includes('Access denied'), `InhibitDevice by nobody: ${output}`);
};

/** Somebody asks for the name while nobody has it. */
const activates = async (guest: Guest): Promise<void> => {
  await succeeds(guest, 'systemctl', 'stop', 'dialtone');
  // Whoever asks gives up after 25 s, which an emulated processor may need.
  await guest.run('busctl', 'call', modemManager, '/', 'org.freedesktop.DBus.Peer', 'Ping');
  await looked('nobody was started by the bus', async () => (await unitOfName(guest)) === 'dialtone.service');
};

/** By the profile that Dialtone offers for this SIM, with nobody typing anything. */
const connects = async (guest: Guest): Promise<void> => {
  const profile = await looked('NetworkManager connected no gsm device', async () => {
    const { output } = await guest.run('nmcli', '-t', '-f', 'TYPE,STATE,CONNECTION', 'device');
    return /^gsm:connected:(.+)$/m.exec(output)?.[1];
  });
  guest.say(`connected by ${profile}`);
  await answers(guest, defaultRoutes()[0]?.interface ?? '');
};

const modemManager = 'org.freedesktop.ModemManager1';

const unitOfName = async (guest: Guest): Promise<string | undefined> =>
  /^Unit=(.*)$/m.exec((await guest.run('busctl', 'status', modemManager)).output)?.[1];

const succeeds = async (guest: Guest, program: string, ...words: readonly string[]): Promise<Done> => {
  const done = await guest.run(program, ...words);
  hold(done.status === 0, `${program} ${words.join(' ')}: status ${done.status}: ${done.output}`);
  return done;
};

/** Looks once a second, for a minute and a half. */
const looked = async <T>(otherwise: string, look: () => Promise<T | undefined | false>): Promise<T> => {
  for (let tries = 0; tries < 90; tries += 1) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await delay(1_000);
  }
  throw new Error(otherwise);
};
