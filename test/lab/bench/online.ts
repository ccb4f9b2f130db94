import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { dialtone, type Run } from '../../dialtone.js';
import type { Guest } from '../guest/guest.js';
import { defaultRoutes } from '../guest/network.js';
import { type Modems, startManagers } from '../guest/network-manager.js';
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
  /** NetworkManager's own word for it, where it takes part. */
  readonly connected?: number;
  /** Seconds of that from the answer to its Simple.Connect: until then it waited for whoever manages the modem. */
  readonly networkManager?: number;
  readonly commands: number;
  readonly errors: number;
  readonly unanswered: number;
}
export const toolNames = ['dialtone', 'userspace', 'dialtone-nm', 'modemmanager', 'chat'] as const;
export type Tool = (typeof toolNames)[number];

/** Whatever a tool needs is up before the stick is attached; `stop` takes all of it away. */
interface Ready {
  readonly stop: () => Promise<void>;
  /** What NetworkManager has said so far, where it takes part. */
  readonly networkManager?: () => string;
}

const tools: Readonly<Record<Tool, (guest: Guest, stick: Stick) => Promise<Ready>>> = {
  dialtone: () => dialtoneReady([]),
  userspace: () => dialtoneReady(['--engine', 'userspace']),
  'dialtone-nm': (guest) => networkManagerReady(guest, 'dialtone'),
  modemmanager: (guest) => networkManagerReady(guest, 'modemmanager'),
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
    const attached = Date.now();
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
    const log = ready.networkManager;
    if (log !== undefined) await until(() => gsmLine(activated).test(log()), `"connected" by ${tool}`, 60_000);
    return {
      ...times,
      ping,
      ...(log === undefined ? {} : networkManagersShare(log(), attached)),
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

const networkManagerReady = async (guest: Guest, modems: Modems): Promise<Ready> => {
  const profiles = '/etc/NetworkManager/system-connections';
  mkdirSync(profiles, { recursive: true });
  writeFileSync(
    `${profiles}/three.nmconnection`,
    '[connection]\nid=three\nuuid=0f2c7c8e-52e6-4c3c-8f3a-6d3d9b1b2a11\ntype=gsm\n[gsm]\napn=three.co.uk\n[ipv4]\nmethod=auto\n',
    { mode: 0o600 },
  );
  const { networkManager } = await startManagers(guest, { modems, words: ['--no-provision'] });
  // They end with the scenario.
  return { stop: async () => undefined, networkManager: networkManager.log };
};

/** Its words for a device of the modem factory that has its Simple.Connect answered, and for one that is connected. */
const answered = 'state change: prepare -> config';
const activated = 'state change: secondaries -> activated';

/** A line of its log about the stick, with the time in seconds since 1970. */
const gsmLine = (words: string): RegExp => new RegExp(`\\[(\\d+\\.\\d+)\\] device \\(ttyUSB\\d+\\): ${words}`);

const networkManagersShare = (log: string, attached: number): Pick<Timed, 'connected' | 'networkManager'> => {
  const at = (words: string) => {
    const seconds = gsmLine(words).exec(log)?.[1];
    if (seconds === undefined) throw new Error(`NetworkManager did not say "${words}": ${log}`);
    return Number(seconds);
  };
  const inMs = (seconds: number) => Math.round(seconds * 1000) / 1000;
  return { connected: inMs(at(activated) - attached / 1000), networkManager: inMs(at(activated) - at(answered)) };
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
