import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createGuest, unfinished } from './guest.js';
import type { Scenario } from './scenario.js';
import { leftBehind, snapshot } from './snapshot.js';

/** What a guest brings back. */
export interface Played {
  readonly says: string;
  /** Why it failed; absent when it did not. */
  readonly failure?: string;
  /** What was still there afterwards. */
  readonly left: readonly string[];
  readonly notes: Readonly<Record<string, unknown>>;
}

const told = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
const tail = (output: string): string => output.split('\n').slice(-100).join('\n');

/** One of them: gives whether the next may be played on the same machine. */
const play = async (asked: string, number: number): Promise<boolean> => {
  const [name = '', argument = ''] = asked.split(',');
  const { default: scenario } = (await import(new URL(`../${name}.js`, import.meta.url).href)) as {
    readonly default: Scenario;
  };
  const before = snapshot();
  const guest = createGuest(argument);
  let failure: string | undefined;
  const limitMs = scenario.limitMs ?? usualLimitMs;
  const late = delay(limitMs, undefined, { ref: false }).then(() => {
    throw new Error(`it was not over after ${limitMs / 1000} s of the guest's time`);
  });
  try {
    await Promise.race([scenario.play(guest), late]);
  } catch (error) {
    failure = told(error);
    for (const { command, output } of unfinished.values())
      failure += `\n--- still running: ${command}\n${tail(output)}`;
  }
  await guest.end().catch((error: unknown) => {
    failure = `${failure ?? ''}\nat the end: ${told(error)}`;
  });
  const left = await leftBehind(before);
  const played: Played = {
    says: scenario.says,
    ...(failure === undefined ? {} : { failure }),
    left,
    notes: guest.notes,
  };
  const facts = guest.said().map((fact) => `${JSON.stringify(fact)}\n`);
  writeFileSync(`/results/facts-${number}.jsonl`, facts.join(''));
  writeFileSync(`/results/result-${number}.json`, JSON.stringify(played));
  guest.say(`played ${name}`);
  return failure === undefined && left.length === 0;
};

/** Many times what the longest takes on a machine that has nothing else to do. */
const usualLimitMs = 400_000;

for (const [number, asked] of (process.argv[2] ?? '').split('+').entries()) if (!(await play(asked, number))) break;
// Whatever a failed scenario still holds must not keep the guest up.
process.exit(0);
