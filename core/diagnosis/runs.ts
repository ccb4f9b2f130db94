import type { Fact } from '../facts/fact.js';

/** The tries to connect that one file tells of. */
export interface Runs {
  /** What belongs to all of them. */
  readonly before: readonly Fact[];
  readonly runs: readonly (readonly Fact[])[];
}

/** A run begins where a program begins to connect that is not inside one that has begun: pppd inside a dialler, chat inside pppd. */
export const runsOf = (facts: readonly Fact[]): Runs => {
  const before: Fact[] = [];
  const runs: Fact[][] = [];
  let deepest = -1;
  for (const fact of facts) {
    if (fact.fact === 'run.started') {
      if (runs.length === 0 || fact.level <= deepest) runs.push([]);
      deepest = fact.level;
    }
    if (isOfCase(fact)) before.push(fact);
    else (runs.at(-1) ?? before).push(fact);
  }
  if (runs.length === 0) return { before: before.filter(isOfCase), runs: [before.filter((fact) => !isOfCase(fact))] };
  // A log that begins in mid-call tells of that one too.
  const cut = before.filter((fact) => !isOfCase(fact));
  return cut.some(isOfCall) ? { before: before.filter(isOfCase), runs: [cut, ...runs] } : { before, runs };
};

const isOfCall = (told: Fact): boolean =>
  told.fact.startsWith('ppp') ||
  told.fact.startsWith('dial.') ||
  (told.fact === 'sign.seen' && told.sign === 'minutes-connected');

const isOfCase = (told: Fact): boolean =>
  told.fact.startsWith('config.') || lasting.has(told.fact) || isStored(told) || isListed(told);

const lasting: ReadonlySet<Fact['fact']> = new Set(['usb.described', 'carrier.suspected', 'modem.identified']);
/** What a list tells of the stick itself. */
const isListed = (told: Fact): boolean => told.fact === 'sign.seen' && told.sign === 'no-ppp-port';
/** The modem keeps it from call to call. */
const isStored = (told: Fact): boolean => told.fact === 'context.listed' && told.defined;
