import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { unfinished } from './guest.js';

/** A program that runs beside a scenario, and can be ended and begun again. */
export interface Background {
  readonly begin: () => void;
  /** Sends the signal and waits until it has ended. Rejects when that takes more than 20 s; it is killed then. Nothing if it does not run. */
  readonly end: (signal?: NodeJS.Signals) => Promise<void>;
  /** All it has said. */
  readonly log: () => string;
  /** Resolves when it says anything more. */
  readonly stirs: () => Promise<void>;
}

export const background = (program: string, ...words: readonly string[]): Background => {
  let running: { readonly end: (signal: NodeJS.Signals) => Promise<boolean> } | undefined;
  const said = { command: [program, ...words].join(' '), output: '' };
  let listeners: (() => void)[] = [];
  const hear = (bytes: Buffer) => {
    said.output += bytes.toString('utf8');
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  };
  return {
    begin: () => {
      const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      unfinished.set(said, said);
      // Not "close": what it started may hold its output for longer.
      const ended = new Promise<true>((resolve) => {
        child.once('exit', () => resolve(true));
        child.once('error', (error) => {
          hear(Buffer.from(`${error.message}\n`));
          resolve(true);
        });
      });
      running = {
        end: (signal) => {
          child.kill(signal);
          return Promise.race([ended, delay(limitMs, false, { ref: false })]);
        },
      };
    },
    end: async (signal = 'SIGTERM') => {
      const ending = running;
      running = undefined;
      const ended = ending === undefined || (await ending.end(signal));
      unfinished.delete(said);
      if (ended) return;
      await ending.end('SIGKILL');
      throw new Error(`${program} ran on for ${limitMs / 1000} s after ${signal}`);
    },
    log: () => said.output,
    stirs: () =>
      new Promise((resolve) => {
        listeners.push(resolve);
      }),
  };
};

const limitMs = 20_000;
