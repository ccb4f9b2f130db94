import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import type { Fact, FactOf, OnlineVerdict, Verdict } from '../../../core/facts/fact.js';
import { dialtone, type Run, type Surroundings } from '../../dialtone.js';
import { plugIn, type Stick, type StickOptions } from './stick.js';

/** The machine that a scenario plays on. What it starts is ended with it. */
export interface Guest {
  /** What was said behind the scenario's name and a comma. */
  readonly argument: string;
  /** Puts a virtual stick on the real bus, from this very process. */
  readonly stick: (options?: StickOptions) => Promise<Stick>;
  /** Of all the Dialtones of this scenario. */
  readonly stateDirectory: string;
  /** Starts `dialtone up --json` with these words more. */
  readonly up: (words?: readonly string[], surroundings?: Partial<Surroundings>) => Run;
  /** Starts `dialtone daemon --json` with these words more. */
  readonly daemon: (words?: readonly string[], surroundings?: Partial<Surroundings>) => Run;
  /** Runs a program to its end. Never rejects for its status. */
  readonly run: (program: string, ...words: readonly string[]) => Promise<Done>;
  /** Takes a file of the machine's away until the scenario is over; one that is not there is no matter. */
  readonly takeAway: (path: string) => void;
  /** Is done when the scenario is over, however it ends; what was said last is done first. */
  readonly atEnd: (close: () => Promise<void>) => void;
  /** Tells the console how far it has come. */
  readonly say: (text: string) => void;
  /** Something measured, for the report. */
  readonly note: (name: string, value: unknown) => void;
}
export interface Done {
  readonly status: number | null;
  readonly output: string;
}

export interface GuestLife extends Guest {
  readonly notes: Readonly<Record<string, unknown>>;
  /** What the Dialtones of this scenario said, for whoever wants to know what went wrong. */
  readonly said: () => readonly Fact[];
  readonly end: () => Promise<void>;
}

export const createGuest = (argument: string): GuestLife => {
  const stateDirectory = mkdtempSync('/tmp/dialtone-state-');
  const runs: Run[] = [];
  const sticks: Stick[] = [];
  const closings: (() => Promise<void>)[] = [];
  const notes: Record<string, unknown> = {};
  const started =
    (command: string): Guest['up'] =>
    (words = [], surroundings = {}) => {
      const run = dialtone([command, '--json', ...words], {
        stateDirectory,
        nodeFlags: process.execArgv,
        ...surroundings,
      });
      runs.push(run);
      return run;
    };
  return {
    argument,
    notes,
    stateDirectory,
    said: () => runs.flatMap((run) => run.soFar()),
    stick: async (options = {}) => {
      const stick = await plugIn(options);
      sticks.push(stick);
      return stick;
    },
    up: started('up'),
    daemon: started('daemon'),
    run: runProgram,
    takeAway: (path) => {
      if (!existsSync(path)) return;
      renameSync(path, `${path}.away`);
      closings.unshift(async () => renameSync(`${path}.away`, path));
    },
    atEnd: (close) => void closings.unshift(close),
    say: (text) => void process.stdout.write(`${Math.round(performance.now()) / 1000} ${text}\n`),
    note: (name, value) => {
      notes[name] = value;
    },
    end: async () => {
      for (const close of closings) await close();
      for (const run of runs) run.signal('SIGTERM');
      await Promise.allSettled(runs.map(({ ended }) => ended));
      for (const stick of sticks) await stick.dispose();
    },
  };
};

/** What was run and has not ended, with what it has said so far: where a scenario hangs. */
export const unfinished = new Map<object, { readonly command: string; output: string }>();

export const runProgram = (program: string, ...words: readonly string[]): Promise<Done> =>
  new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } });
    const said = { command: [program, ...words].join(' '), output: '' };
    unfinished.set(child, said);
    const hear = (bytes: Buffer) => {
      said.output += bytes.toString('utf8');
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const end = (status: number | null) => {
      unfinished.delete(child);
      resolve({ status, output: said.output });
    };
    child.once('error', (error) => {
      said.output += error.message;
      end(null);
    });
    child.once('close', end);
  });

/** Waits until the facts so far have what is looked for. Rejects with `what` at the limit, or when the process ends first. */
export const heard = async <T>(
  run: Run,
  look: (facts: readonly Fact[]) => T | undefined,
  what: string,
  limitMs = 120_000,
): Promise<T> => {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`not within ${limitMs / 1000} s: ${what}`)), limitMs);
  });
  try {
    for (;;) {
      const found = look(run.soFar());
      if (found !== undefined) return found;
      await Promise.race([run.saysMore(), late]);
    }
  } finally {
    // A limit that nobody waits for any more would end the whole guest.
    clearTimeout(limit);
  }
};

export const factsNamed = <N extends Fact['fact']>(facts: readonly Fact[], name: N): readonly FactOf<N>[] =>
  facts.filter((fact): fact is FactOf<N> => fact.fact === name);

/** The first verdict. */
export const verdict = (run: Run): Promise<Verdict> =>
  heard(run, (facts) => factsNamed(facts, 'verdict')[0], 'a verdict');

/** The first verdict, which must be "online". */
export const online = async (run: Run): Promise<OnlineVerdict> => {
  const found = await verdict(run);
  if (!found.online) throw new Error(`not online: ${JSON.stringify(found.causes)}`);
  return found;
};

/** The `count`-th verdict "online", from 1, whatever others there were. */
export const onlineAgain = (run: Run, count: number): Promise<OnlineVerdict> =>
  heard(
    run,
    (facts) =>
      factsNamed(facts, 'verdict').filter((found): found is FactOf<'verdict'> & OnlineVerdict => found.online)[
        count - 1
      ],
    `verdict "online" number ${count}`,
  );

/** Throws, with both values, unless they are the same as JSON. */
export const same = (found: unknown, expected: unknown, what: string): void => {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) throw new Error(`${what}: ${one} and not ${other}`);
};

/** Throws unless it holds. */
export const hold = (condition: boolean, what: string): void => {
  if (!condition) throw new Error(what);
};
