import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dialtone, type Run } from '../../dialtone.js';
import type { Guest } from '../guest/guest.js';
import { defaultRoutes } from '../guest/network.js';
import type { Scenario } from '../guest/scenario.js';
import type { Stick } from '../guest/stick.js';
import { until } from '../guest/wait.js';

/** One run of one tool: seconds since the stick was attached in CD-ROM mode, and what it said to the modem. */
export interface Timed {
  readonly switched: number;
  readonly ttys: number;
  readonly firstCommand: number;
  readonly dialled: number;
  readonly route: number;
  readonly ping: number;
  readonly commands: number;
  readonly errors: number;
  readonly unanswered: number;
}
export const toolNames = ['dialtone', 'userspace', 'modemmanager', 'chat'] as const;
export type Tool = (typeof toolNames)[number];

/** Whatever a tool needs is up before the stick is attached; `stop` takes all of it away. */
interface Ready {
  readonly stop: () => Promise<void>;
}

const tools: Readonly<Record<Tool, (guest: Guest, stick: Stick) => Promise<Ready>>> = {
  dialtone: () => dialtoneReady([]),
  userspace: () => dialtoneReady(['--engine', 'userspace']),
  modemmanager: async (guest) => modemManagerReady(guest),
  chat: async (_guest, stick) => chatReady(stick),
};

const scenario: Scenario = {
  says: 'the stopwatch runs from the attachment of the stick to the first ping, for the tool that is named',
  clock: 'counted',
  optimising: true,
  play: async (guest) => {
    const tool = toolNames.find((name) => name === guest.argument) ?? 'dialtone';
    guest.note('timed', await timed(guest, tool));
  },
};
export default scenario;

const timed = async (guest: Guest, tool: Tool): Promise<Timed> => {
  const stick = await guest.stick({ plugged: false });
  const ready = await tools[tool](guest, stick);
  try {
    // What the tool does to begin with is none of the stick's business.
    await delay(5_000);
    const before = stick.world.stats();
    const began = performance.now();
    const since = () => Math.round(performance.now() - began) / 1000;
    const answered = once(probing(), 'close').then(since);
    stick.plug();
    const at = async (look: () => boolean, what: string) => {
      await until(look, `${what} by ${tool}`, 120_000, 10);
      return since();
    };
    const times = {
      switched: await at(() => stick.world.stats().switches > before.switches, 'switch'),
      ttys: await at(() => readdirSync('/dev').filter((name) => name.startsWith('ttyUSB')).length === 3, 'ttys'),
      firstCommand: await at(() => stick.world.stats().commands > before.commands, 'first command'),
      dialled: await at(() => stick.world.stats().dials > before.dials, 'dial'),
      route: await at(() => defaultRoutes().length > 0, 'route'),
    };
    const ping = await Promise.race([
      answered,
      delay(60_000).then(() => Promise.reject(new Error(`no ping by ${tool}`))),
    ]);
    const { commands, errors, unanswered } = stick.world.stats();
    return {
      ...times,
      ping,
      commands: commands - before.commands,
      errors: errors - before.errors,
      unanswered: unanswered - before.unanswered,
    };
  } finally {
    await ready.stop();
    await stick.dispose();
  }
};

/** Ends at the first answer from beyond the network: asked ten times a second, whoever made the way there. */
const probing = (): ChildProcess =>
  spawn('sh', ['-c', 'until busybox ping -c 1 -W 1 203.0.113.9 >/dev/null 2>&1; do busybox usleep 100000; done'], {
    stdio: 'ignore',
  });

const dialtoneReady = async (words: readonly string[]): Promise<Ready> => {
  mkdirSync('/tmp/bench-state', { recursive: true });
  const run: Run = dialtone(['up', '--json', ...words], { stateDirectory: '/tmp/bench-state' });
  await run.says('dialtone.waiting');
  return {
    stop: async () => {
      run.signal('SIGTERM');
      await run.ended;
      // What is remembered would flatter the next run.
      rmSync('/tmp/bench-state', { recursive: true });
    },
  };
};

const modemManagerReady = async (guest: Guest): Promise<Ready> => {
  const profiles = '/etc/NetworkManager/system-connections';
  mkdirSync(profiles, { recursive: true });
  writeFileSync('/etc/NetworkManager/NetworkManager.conf', '[main]\nplugins=keyfile\n[logging]\nbackend=syslog\n');
  writeFileSync(
    `${profiles}/three.nmconnection`,
    '[connection]\nid=three\nuuid=0f2c7c8e-52e6-4c3c-8f3a-6d3d9b1b2a11\ntype=gsm\n[gsm]\napn=three.co.uk\n[ipv4]\nmethod=auto\n',
    { mode: 0o600 },
  );
  if (!existsSync('/run/dbus/system_bus_socket')) await guest.run('dbus-daemon', '--system', '--fork');
  const log = { stdio: 'ignore' } as const;
  const manager = spawn('/usr/sbin/NetworkManager', ['--no-daemon'], log);
  const modems = spawn('/usr/sbin/ModemManager', [], log);
  return {
    stop: async () => {
      for (const one of [manager, modems]) {
        one.kill();
        if (one.exitCode === null) await once(one, 'close');
      }
    },
  };
};

const inits = ['ATZ', 'ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0', 'AT+CFUN=1', 'AT+CGDCONT=1,"IP","three.co.uk"'];

/** As somebody does it who knows everything, and starts it when the port is there; again as long as there is no carrier. */
const chatReady = async (stick: Stick): Promise<Ready> => {
  const words = inits.flatMap((command) => [`'${command}'`, 'OK']).join(' ');
  const chat = `chat ABORT 'NO CARRIER' ABORT ERROR '' ${words} 'ATD*99#' CONNECT ''`;
  let over = false;
  let stopIt: () => unknown = () => undefined;
  const going = (async () => {
    const tty = (await stick.ttys())[3] ?? '';
    while (!over) {
      const pppd = spawn(
        '/usr/sbin/pppd',
        [
          tty,
          '115200',
          'nodetach',
          'noauth',
          'noipdefault',
          'defaultroute',
          'noccp',
          'novj',
          'user',
          'x',
          'password',
          'x',
          'connect',
          chat,
        ],
        { stdio: 'ignore' },
      );
      stopIt = () => pppd.kill();
      await once(pppd, 'close');
    }
  })();
  return {
    stop: async () => {
      over = true;
      stopIt();
      await going.catch(() => undefined);
    },
  };
};
