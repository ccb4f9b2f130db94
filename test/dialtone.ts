import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fact } from '../core/facts/fact.js';
import { checkout } from './checkout.js';

/** The command line as a user runs it: the built one, in a process of its own, without a terminal. */
const bin = join(checkout(), 'core/bin/dialtone.js');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The facts of `--json`. */
  readonly facts: readonly Fact[];
}

export interface Run {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves when stdout holds this text; rejects when the process ends first. */
  readonly says: (text: string) => Promise<void>;
  /** Resolves when it says anything more; rejects when the process ends first. */
  readonly saysMore: () => Promise<void>;
  /** The facts of `--json` so far. */
  readonly soFar: () => readonly Fact[];
  /** Resolves when it has a handler for this signal (by number), as /proc has it; rejects when the process ends first. */
  readonly listensTo: (number: number) => Promise<void>;
  readonly signal: (signal: NodeJS.Signals) => void;
}

export interface Surroundings {
  readonly stateDirectory: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** As root: without the rights to make interfaces and namespaces, so that everything stays in the process. */
  readonly withoutRights?: boolean;
  /** In a terminal of this many columns, as util-linux's script makes one; stderr goes there too. */
  readonly terminal?: { readonly columns: number };
  /** A descriptor to write to instead of being read. */
  readonly stdout?: number;
  /** A program that runs it, and that program's own words: `setsid`, say. */
  readonly under?: readonly string[];
  readonly nodeFlags?: readonly string[];
}

export const dialtone = (args: readonly string[], surroundings: Surroundings): Run => {
  const command = inTerminal(
    [...(surroundings.under ?? []), process.execPath, ...(surroundings.nodeFlags ?? []), bin, ...args],
    surroundings.terminal,
  );
  const [program = '', ...rest] = surroundings.withoutRights && isRoot() ? [...stripped, ...command] : command;
  const child = spawn(program, rest, {
    env: { PATH: process.env.PATH, DIALTONE_STATE_DIR: surroundings.stateDirectory, ...surroundings.environment },
    stdio: ['ignore', surroundings.stdout ?? 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const known: Fact[] = [];
  let read = 0;
  const listeners = new Set<() => void>();
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    for (const listener of listeners) listener();
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr, facts: factsIn(stdout) }));
  });
  const until = (said: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (said()) resolve();
      };
      listeners.add(look);
      look();
      void ended.then(() => reject(new Error(`it ended without saying ${what}:\n${stdout}${stderr}`)));
    });
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (signal) => void child.kill(signal),
    listensTo: async (number) => {
      while (!catches(child.pid, number)) {
        if (child.exitCode !== null) throw new Error(`it ended without listening:\n${stdout}${stderr}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
    soFar: () => {
      // Whoever waits asks after every line: each is read once.
      const whole = stdout.lastIndexOf('\n') + 1;
      known.push(...factsIn(stdout.slice(read, whole)));
      read = whole;
      return [...known];
    },
    says: (text) => until(() => stdout.includes(text), text),
    saysMore: () => {
      const { length } = stdout;
      return until(() => stdout.length > length, 'more');
    },
  };
};

const inTerminal = (command: readonly string[], terminal: Surroundings['terminal']): readonly string[] => {
  if (!terminal) return command;
  const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  return ['script', '-qec', `stty cols ${terminal.columns} rows 40; exec ${quoted}`, '/dev/null'];
};

/** libuv catches a signal while somebody listens for it, and only then. */
const catches = (pid: number | undefined, number: number): boolean => {
  const mask = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${mask}`) >> BigInt(number - 1)) & 1n) === 1n;
};

/** util-linux's setpriv: root without its capabilities, which is how most containers run. */
const stripped = ['setpriv', '--bounding-set=-all', '--inh-caps=-all', '--'];
const isRoot = (): boolean => process.geteuid?.() === 0;

const factsIn = (stdout: string): readonly Fact[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Fact);

/** A state directory that is gone when the test is. */
export const temporaryState = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'dialtone-test-'));
  return { path, remove: () => existsSync(path) && rmSync(path, { recursive: true }) };
};
