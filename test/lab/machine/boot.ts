import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../../checkout.js';
import type { Unpacked } from './debian.js';
import { initramfsFor } from './initramfs.js';

/** How the guest's clock goes. */
export type GuestClock =
  /** As the host's, on two processors. */
  | 'real'
  /** One processor that does 10^9 instructions a second by its own clock, whatever the host is doing: for figures. */
  | 'counted'
  /** The same, and waiting takes no time of the host's: for scenarios full of it. */
  | 'skipping';

export interface Boot {
  /** What the guest is to play, one after another, e.g. `scenarios/pin`; each may have an argument after a comma. */
  readonly scenarios: readonly string[];
  readonly clock: GuestClock;
  /** Lets the guest's Node compile what it runs often: for figures, and for whoever moves many bytes. */
  readonly optimising: boolean;
  /** Who is the guest's first process; a script of ours if not said. */
  readonly init?: 'systemd' | undefined;
  /** Milliseconds of the host's time after which the guest is switched off. */
  readonly limitMs: number;
  /** Hears each piece of what the guest's console says. */
  readonly onConsole?: (text: string) => void;
}

export interface Booted {
  /** The files that the guest left in its results folder, by name. */
  readonly result: (name: string) => string | undefined;
  /** All that the guest's console said. */
  readonly console: string;
  /** Milliseconds of the host's time. */
  readonly ms: number;
  readonly timedOut: boolean;
}

/** Boots Debian's kernel over this machine's own files, has it play, and gives what it brought back when it is off. */
export const boot = async (
  debian: Unpacked,
  { scenarios, clock, optimising, init, limitMs, onConsole }: Boot,
): Promise<Booted> => {
  const initramfs = await initramfsFor(debian);
  const results = mkdtempSync(join(tmpdir(), 'dialtone-results-'));
  const began = Date.now();
  try {
    const line = [
      `lab.node=${process.execPath}`,
      `lab.scenarios=${scenarios.join('+')}`,
      `lab.flags=${optimising ? '' : hasty.join(',')}`,
      `lab.init=${init ?? 'script'}`,
    ];
    const run = () => runQemu(debian, arguments_(debian, initramfs, results, clock, line), limitMs, onConsole);
    const first = await run();
    const { console, timedOut } = failedAnAssertion(first.console) ? await run() : first;
    const files = new Map<string, string>();
    for (const name of readdirSync(results)) files.set(name, readFileSync(join(results, name), 'utf8'));
    return { result: (name) => files.get(name), console, timedOut, ms: Date.now() - began };
  } finally {
    rmSync(results, { recursive: true });
  }
};

/** Debian's QEMU has been seen to end so while it put up its devices, once in some two hundred boots: nothing has been played then. */
const failedAnAssertion = (console: string): boolean => /^qemu-system-\S+: .*: Assertion /m.test(console);

/** An emulated processor is slow to take up code that was just compiled: a Node that compiles little is half again as fast here. */
const hasty = ['--no-opt', '--no-sparkplug', '--max-lazy', '--single-threaded-gc'];

const arguments_ = (
  { root, release }: Unpacked,
  initramfs: string,
  results: string,
  clock: GuestClock,
  words: readonly string[],
): readonly string[] => [
  ...['-machine', 'q35', '-cpu', 'max', '-m', '3072', '-display', 'none', '-serial', 'stdio', '-monitor', 'none'],
  ...['-no-reboot', '-nic', 'none', '-nodefaults'],
  ...clocks[clock],
  ...[
    '-L',
    join(root, 'usr/share/qemu'),
    '-L',
    join(root, 'usr/share/seabios'),
    '-L',
    '/usr/share/qemu',
    '-L',
    '/usr/share/seabios',
  ],
  ...['-kernel', join(root, `boot/vmlinuz-${release}`), '-initrd', initramfs],
  ...['-append', ['console=ttyS0 quiet panic=-1 mitigations=off', ...words].join(' ')],
  ...share('hostroot', '/', true),
  ...share('debian', root, true),
  ...share('checkout', checkout(), true),
  ...share('results', results, false),
];

const clocks: Readonly<Record<GuestClock, readonly string[]>> = {
  real: ['-accel', 'tcg,thread=multi', '-smp', '2'],
  counted: ['-accel', 'tcg,thread=single', '-smp', '1', '-icount', 'shift=0,sleep=on'],
  skipping: ['-accel', 'tcg,thread=single', '-smp', '1', '-icount', 'shift=0,sleep=off'],
};

const share = (tag: string, path: string, readOnly: boolean): readonly string[] => [
  '-virtfs',
  `local,path=${path},mount_tag=${tag},security_model=none,multidevs=remap${readOnly ? ',readonly=on' : ''}`,
];

const runQemu = (
  { root }: Unpacked,
  words: readonly string[],
  limitMs: number,
  onConsole: Boot['onConsole'],
): Promise<{ readonly console: string; readonly timedOut: boolean }> =>
  new Promise((resolve, reject) => {
    const unpacked = join(root, 'usr/bin/qemu-system-x86_64');
    const libraries = join(root, 'usr/lib/x86_64-linux-gnu');
    const own = existsSync(unpacked);
    // It ends with whoever started it, however that one ends.
    const qemu = spawn('setpriv', ['--pdeathsig', 'KILL', own ? unpacked : 'qemu-system-x86_64', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: own ? { ...process.env, LD_LIBRARY_PATH: libraries, QEMU_MODULE_DIR: join(libraries, 'qemu') } : process.env,
    });
    let heard = '';
    let timedOut = false;
    const hear = (bytes: Buffer) => {
      const text = bytes.toString('utf8');
      heard += text;
      onConsole?.(text);
    };
    qemu.stdout.on('data', hear);
    qemu.stderr.on('data', hear);
    const limit = setTimeout(() => {
      timedOut = true;
      qemu.kill('SIGKILL');
    }, limitMs);
    qemu.once('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    qemu.once('close', () => {
      clearTimeout(limit);
      resolve({ console: heard, timedOut });
    });
  });
