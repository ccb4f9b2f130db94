import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fact } from '../core/facts/fact.js';
import { misbehaviours, samplesOf } from '../core/sim/misbehaviours.js';
import { dialtone, type Ended, temporaryState } from './dialtone.js';
import { outcome } from './generated/misbehaviour-table.js';
import { ended, type SimulatedRun, simulatedRun } from './generated/simulated-run.js';

/**
 * Whatever goes wrong, the command as a process ends as the table of docs/simulate.md says that it does in virtual time, and leaves
 * nothing behind.
 */
const state = temporaryState();
afterAll(state.remove);

/** What takes longer in real time would make the whole suite wait for it alone. */
const longestMs = 60_000;
/** Between two starts: a process that starts needs a core for half a second, and one that waits needs none. */
const paceMs = 350;

interface Tried {
  readonly name: string;
  readonly args: readonly string[];
  readonly virtual: SimulatedRun;
}
const all: readonly Tried[] = await Promise.all(
  Object.keys(misbehaviours)
    .flatMap(samplesOf)
    .map(async (name) => {
      const args = ['up', '--simulate', 'mf627@three-uk', '--misbehave', name, '--once'];
      return { name, args, virtual: await simulatedRun(args) };
    }),
);
const longest = (a: Tried, b: Tried) => b.virtual.verdict.totalMs - a.virtual.verdict.totalMs;
const short = all.filter(({ virtual }) => virtual.verdict.totalMs <= longestMs).toSorted(longest);

const directoryOf = (name: string) => join(state.path, name);
const runs = new Map<string, Promise<Ended>>();
const start = async (): Promise<void> => {
  for (const { name, args } of short) {
    runs.set(name, dialtone([...args, '--json'], { stateDirectory: directoryOf(name) }).ended);
    await pause(paceMs);
  }
};
const started = start();

const portsIn = (facts: readonly Fact[], name: 'port.opened' | 'port.closed'): readonly number[] =>
  facts.flatMap((fact) => (fact.fact === name ? [fact.port] : [])).sort();

/** Processes that were given this state directory, and so belong to that run. */
const leftBehind = (directory: string): readonly string[] =>
  readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && environmentOf(pid).includes(`DIALTONE_STATE_DIR=${directory}\0`),
  );

const environmentOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
};

describe('each misfortune', () => {
  it.each(Object.keys(misbehaviours))('%s has a scenario of its own', (name) => {
    expect(readdirSync(new URL('scenarios', import.meta.url))).toContain(`${name}.test.ts`);
  });
});

describe('dialtone up --once, as a process', { timeout: longestMs + 60_000 }, () => {
  it.each(short)('--misbehave $name', async ({ name, virtual }) => {
    await started;
    const { status, stdout, stderr, facts } = (await runs.get(name)) ?? expect.fail('it was not started');
    expect(stderr).toBe('');
    expect(outcome(ended(facts))).toBe(outcome(virtual));
    expect(status).toBe(virtual.status);
    expect(stdout).not.toMatch(/\bat .*:\d+:\d+|bug\.unexpected/);
    expect(portsIn(facts, 'port.closed')).toEqual(portsIn(facts, 'port.opened'));
    expect(leftBehind(directoryOf(name))).toEqual([]);
  });

  it('is tried with everything but what takes minutes', () => {
    const names = all.filter((one) => !short.includes(one)).map(({ name }) => name);
    expect(names).toEqual(['no-coverage']);
  });
});
