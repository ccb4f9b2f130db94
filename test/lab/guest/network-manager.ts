import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dialtone, type Ended, type Run } from '../../dialtone.js';
import { type Background, background } from './background.js';
import { type Done, type Guest, hold, same, unfinished } from './guest.js';
import { rowsOf, valuesOf } from './terse.js';
import { until } from './wait.js';

/** Who has the name org.freedesktop.ModemManager1. */
export type Modems = 'dialtone' | 'modemmanager';

/** Debian's NetworkManager on a bus of the guest's own, and whoever manages its modems. */
export interface Managers {
  readonly modems: Modems;
  readonly nmcli: Ask;
  readonly mmcli: Ask;
  /** As nmcli or mmcli, but it has to succeed; gives what was said. */
  readonly done: (ask: Ask, ...words: readonly string[]) => Promise<string>;
  readonly devices: () => Promise<readonly Device[]>;
  /** Waits until there is a gsm device in this state, e.g. `connected`. */
  readonly gsm: (state: string, limitMs?: number) => Promise<Device>;
  /** What `nmcli device show` says of one, e.g. `IP4.ADDRESS`. */
  readonly details: (device: string) => Promise<Readonly<Record<string, readonly string[]>>>;
  /** The names of the profiles for gsm. */
  readonly profiles: () => Promise<readonly string[]>;
  /** Looks again when NetworkManager has said something, and every few seconds. Rejects with `what` at the limit. */
  readonly seen: <T>(look: () => Promise<T | undefined | false>, what: string, limitMs?: number) => Promise<T>;
  readonly networkManager: Pick<Background, 'end' | 'log'> & {
    /** Resolves when it answers. */
    readonly begin: () => Promise<void>;
  };
  readonly modemManager: ModemService;
}
export type Ask = (...words: readonly string[]) => Promise<Done>;

export interface Device {
  readonly name: string;
  readonly state: string;
  /** The profile that is active on it; empty if none is. */
  readonly profile: string;
}

/** Dialtone's daemon or the real ModemManager, as a service manager has it. */
export interface ModemService {
  /** Resolves when it has its name. */
  readonly begin: () => Promise<void>;
  readonly end: (signal?: NodeJS.Signals) => Promise<void>;
  /** Dialtone's process; there is none of it where ModemManager runs. */
  readonly dialtone: () => Run;
  /** Runs another `dialtone`, such as `dialtone status`, to its end. */
  readonly asked: (...words: readonly string[]) => Promise<Ended>;
}

export interface ManagersOptions {
  /** If not said: what the scenario's argument says, otherwise Dialtone. */
  readonly modems?: Modems;
  /** Words for `dialtone daemon`. */
  readonly words?: readonly string[];
  /** Without NetworkManager, if false: nobody enables a modem that was not asked to. */
  readonly networkManager?: boolean;
}

/** Starts them all: the bus, who manages the modems, then NetworkManager. They end with the scenario, the other way round. */
export const startManagers = async (
  guest: Guest,
  {
    modems = guest.argument === 'modemmanager' ? 'modemmanager' : 'dialtone',
    words = [],
    ...options
  }: ManagersOptions = {},
): Promise<Managers> => {
  const resolvers = readFileSync('/etc/resolv.conf');
  // NetworkManager leaves its own file there.
  guest.atEnd(async () => writeFileSync('/etc/resolv.conf', resolvers));
  // What it remembers of profiles and connections is not for whoever plays next.
  guest.atEnd(async () => {
    for (const folder of ['/etc/NetworkManager/system-connections', '/var/lib/NetworkManager', '/run/NetworkManager'])
      rmSync(folder, { recursive: true, force: true });
  });
  // Without systemd NetworkManager pokes the name at its start, and the bus would start the real ModemManager for it.
  guest.takeAway('/usr/share/dbus-1/system-services/org.freedesktop.ModemManager1.service');
  // systemd-resolved's, which does not run here: NetworkManager would give the name servers to nobody.
  guest.takeAway('/usr/sbin/resolvconf');
  const bus = background('dbus-daemon', '--system', '--nofork', '--nopidfile');
  guest.atEnd(bus.end);
  bus.begin();
  await until(() => existsSync('/run/dbus/system_bus_socket'), 'the bus');
  const modemManager = modems === 'dialtone' ? dialtoneService(guest, words) : realModemManager(guest);
  guest.atEnd(modemManager.end);
  await modemManager.begin();
  const networkManager = background('/usr/sbin/NetworkManager', '--debug');
  guest.atEnd(networkManager.end);
  const managers = managersOn(guest, modems, networkManager, modemManager);
  if (options.networkManager ?? true) await managers.networkManager.begin();
  return managers;
};

const managersOn = (guest: Guest, modems: Modems, networkManager: Background, modemManager: ModemService): Managers => {
  const nmcli: Ask = (...words) => guest.run('nmcli', ...words);
  const mmcli: Ask = (...words) => guest.run('mmcli', ...words);
  const done: Managers['done'] = async (ask, ...words) => {
    const { status, output } = await ask(...words);
    hold(status === 0, `${words.join(' ')}: status ${status}: ${output}`);
    return output;
  };
  const seen: Managers['seen'] = async (look, what, limitMs = 90_000) => {
    const end = performance.now() + limitMs;
    for (;;) {
      // Before the look: nothing may fall between the two.
      const stirred = networkManager.stirs();
      const found = await look();
      if (found !== undefined && found !== false) return found;
      if (performance.now() > end) throw new Error(`not within ${limitMs / 1000} s: ${what}`);
      await Promise.race([stirred, delay(3_000)]);
      // It says much at a time, and each look costs a guest half a second.
      await delay(500);
    }
  };
  const devices = async () =>
    rowsOf((await nmcli('-t', '-f', 'DEVICE,TYPE,STATE,CONNECTION', 'device')).output)
      .filter(([, type]) => type === 'gsm')
      .map(([name = '', , state = '', profile = '']) => ({ name, state, profile }));
  return {
    modems,
    nmcli,
    mmcli,
    done,
    devices,
    gsm: (state, limitMs) =>
      seen(async () => (await devices()).find((device) => device.state === state), `a gsm device "${state}"`, limitMs),
    details: async (device) => valuesOf(await done(nmcli, '-t', '-f', 'GENERAL,IP4', 'device', 'show', device)),
    profiles: async () =>
      rowsOf(await done(nmcli, '-t', '-f', 'TYPE,NAME', 'connection'))
        .filter(([type]) => type === 'gsm')
        .map(([, name = '']) => name),
    seen,
    networkManager: {
      begin: async () => {
        networkManager.begin();
        const answering = async () => (await nmcli('-t', '-f', 'RUNNING', 'general')).output.trim() === 'running';
        await seen(answering, 'NetworkManager');
      },
      end: networkManager.end,
      log: networkManager.log,
    },
    modemManager,
  };
};

const dialtoneService = (guest: Guest, words: readonly string[]): ModemService => {
  let run: Run | undefined;
  let running: Run | undefined;
  const said = { command: 'dialtone daemon', output: '' };
  unfinished.set(said, said);
  return {
    begin: async () => {
      const begun = guest.daemon(words);
      run = begun;
      running = begun;
      void begun.ended.then(({ status, stderr }) => {
        said.output += `it ended with status ${status}\n${stderr}`;
      });
      await begun.says('bus.joined');
    },
    end: async (signal = 'SIGTERM') => {
      const ending = running;
      running = undefined;
      if (ending === undefined) return;
      ending.signal(signal);
      const ended = await Promise.race([ending.ended, delay(endLimitMs, undefined, { ref: false })]);
      if (ended === undefined) {
        ending.signal('SIGKILL');
        throw new Error(`dialtone daemon ran on for ${endLimitMs / 1000} s after ${signal}`);
      }
      if (signal === 'SIGTERM') same(ended.status, 0, `exit status of dialtone daemon, which said ${ended.stderr}`);
    },
    asked: (...words) => dialtone(words, { stateDirectory: '/tmp/no-state', nodeFlags: process.execArgv }).ended,
    dialtone: () => {
      if (run === undefined) throw new Error('Dialtone has not been started');
      return run;
    },
  };
};

const endLimitMs = 30_000;

const realModemManager = (guest: Guest): ModemService => {
  const { begin, end, log } = background('/usr/sbin/ModemManager', '--log-level=INFO');
  return {
    begin: async () => {
      begin();
      await named(guest, log);
    },
    end,
    asked: notHere,
    dialtone: notHere,
  };
};

const notHere = (): never => {
  throw new Error('this is for Dialtone alone');
};

/** Waits until somebody has the name, which they ask for last of all. */
const named = async (guest: Guest, log: () => string): Promise<void> => {
  const words = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  const end = performance.now() + 120_000;
  for (;;) {
    const { output } = await guest.run(
      'dbus-send',
      '--system',
      '--print-reply',
      ...words,
      'string:org.freedesktop.ModemManager1',
    );
    if (output.includes('boolean true')) return;
    if (performance.now() > end) throw new Error(`nobody has the name org.freedesktop.ModemManager1: ${log()}`);
    await delay(200);
  }
};
