import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runProgram } from './guest.js';

/** A network namespace with a real pppd in server role in it, and something to exchange bytes with behind it. */
export interface Carrier {
  /** Starts pppd as the server on this tty, or on a descriptor that is another tty's far end; resolves when it listens there. */
  readonly answer: (on: string | number, terms: Terms) => Promise<Answering>;
  readonly end: () => Promise<void>;
}
export interface Answering {
  /** What pppd has said so far. */
  readonly log: () => string;
  /** Ends that pppd; resolves when it has ended. */
  readonly end: () => Promise<void>;
}

/** What the server insists on. */
export interface Terms {
  readonly auth: 'none' | 'pap' | 'chap';
  /** Its asyncmap as pppd writes it, e.g. `0` or `ffffffff`. */
  readonly asyncmap: string;
  /** Whether it takes compressed addresses and protocols (ACFC, PFC). */
  readonly compressed: boolean;
  readonly mru: number;
}

export const serverAddress = '10.9.0.1';
export const clientAddress = '10.9.0.2';
export const user = 'guest';
export const password = 'a secret "word"';

const name = 'carrier';

export const startCarrier = async (): Promise<Carrier> => {
  mkdirSync(`/etc/netns/${name}/ppp`, { recursive: true });
  for (const secrets of ['pap-secrets', 'chap-secrets'])
    writeFileSync(`/etc/netns/${name}/ppp/${secrets}`, `${user} * 'a secret "word"' ${clientAddress}\n`, {
      mode: 0o600,
    });
  writeFileSync(`/etc/netns/${name}/ppp/options`, '');
  await runProgram('ip', 'netns', 'add', name);
  await runProgram('ip', '-n', name, 'link', 'set', 'lo', 'up');
  const transfer = fileURLToPath(new URL('./transfer.js', import.meta.url));
  const server = inside([process.execPath, transfer]);
  await says(server, 'serving');
  return {
    answer: answering,
    end: async () => {
      server.child.kill();
      await server.ended;
      await runProgram('ip', 'netns', 'del', name);
    },
  };
};

const answering = async (on: string | number, { auth, asyncmap, compressed, mru }: Terms): Promise<Answering> => {
  const ways = { none: ['noauth'], pap: ['auth', 'require-pap'], chap: ['auth', 'require-chap'] };
  const always = 'nodetach debug local nocrtscts silent noccp novj noipv6 lcp-max-terminate 1 logfd 2 name server';
  const words = [
    ...always.split(' '),
    ...['mru', String(mru), 'mtu', String(mru), 'asyncmap', asyncmap, 'ms-dns', serverAddress],
    ...(compressed ? [] : ['noaccomp', 'nopcomp']),
    ...ways[auth],
    `${serverAddress}:${clientAddress}`,
  ];
  const pppd =
    typeof on === 'string'
      ? inside(['/usr/sbin/pppd', on, '115200', ...words])
      : inside(['/usr/sbin/pppd', 'notty', ...words], on);
  await says(pppd, 'Connect:');
  return {
    log: pppd.heard,
    end: async () => {
      pppd.child.kill();
      await pppd.ended;
    },
  };
};

interface Inside {
  readonly child: ChildProcess;
  readonly heard: () => string;
  readonly ended: Promise<unknown>;
}

/** `line`: a descriptor that it finds as its input and output. */
const inside = (command: readonly string[], line?: number): Inside => {
  const child = spawn('ip', ['netns', 'exec', name, ...command], {
    stdio: line === undefined ? ['ignore', 'pipe', 'pipe'] : [line, line, 'pipe'],
  });
  let heard = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      heard += bytes.toString('latin1');
    });
  return { child, heard: () => heard, ended: new Promise((resolve) => child.once('close', resolve)) };
};

const says = async ({ child, heard, ended }: Inside, text: string): Promise<void> => {
  while (!heard().includes(text)) {
    const more = new Promise((resolve) => {
      child.stdout?.once('data', resolve);
      child.stderr?.once('data', resolve);
    });
    if ((await Promise.race([more, ended.then(() => 'ended')])) === 'ended' && !heard().includes(text))
      throw new Error(`it ended without saying ${text}: ${heard()}`);
  }
};
