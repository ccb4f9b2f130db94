import type { Rule } from '@dialtone/plugins';
import { layers } from '@dialtone/plugins';
import type { Diagnosis, Evidence, Fact } from '../facts/fact.js';
import { placeKey } from '../facts/places-of.js';
import { withAbortStrings } from './abort-strings.js';
import { candidates, surestOfEach } from './diagnose.js';
import { joinCalls } from './join-calls.js';
import { lastTry } from './last-try.js';
import { runsOf } from './runs.js';
import { sumCall } from './sum-call.js';
import { toldByOrder } from './told-by-order.js';
import { withoutGuesses } from './without-guesses.js';

/** What is wrong in a case, from all that its files told. */
export interface Judgement {
  readonly verdict: 'fault' | 'healthy' | 'undecided';
  /** Best first. */
  readonly causes: readonly Diagnosis[];
  /** What follows from the first cause. */
  readonly symptoms: readonly Diagnosis[];
}

/** From here on a cause is taken for proved. */
const provedFrom = 0.6;

/**
 * Facts of several files → what is wrong. The files' last runs are judged together, since one call leaves its traces in several logs; where they
 * prove nothing, the runs before them. What stands before the first run (configuration, devices) belongs to each. Pure.
 */
export const judgeCase = (files: readonly (readonly Fact[])[], rules: readonly Rule[]): Judgement => {
  const runs = withAbortStrings(withoutGuesses(files)).map(toldByOrder).map(runsOf);
  const depth = Math.max(1, ...runs.map(({ runs: list }) => list.length));
  const before = runs.flatMap(({ before: facts }) => facts);
  let best: readonly Diagnosis[] = [];
  for (let back = 0; back < Math.min(depth, mostRuns); back += 1) {
    const tries = lastTry(runs.map(({ runs: list }) => list.at(-1 - back) ?? []));
    const calls = joinCalls(tries.flatMap((facts) => (facts.length > 0 ? (sumCall([...before, ...facts]) ?? []) : [])));
    const found = withAllEvidence(candidates([...before, ...tries.flat(), ...calls], rules));
    const [sure, known] = [found[0]?.confidence ?? 0, best[0]?.confidence ?? 0];
    if (known >= provedFrom && (found[0]?.id === 'healthy' || best[0]?.id === 'healthy')) break;
    if (known < provedFrom ? sure > known : sure > known + clearlyMore && !gotFurther(best, found)) best = found;
  }
  return told(best);
};

/** Whoever has changed something since is told of the last try, unless an earlier one that came as far says far more clearly what is wrong. */
const clearlyMore = 0.1;
const gotFurther = ([later]: readonly Diagnosis[], [earlier]: readonly Diagnosis[]): boolean =>
  later !== undefined && earlier !== undefined && layers.indexOf(later.layer) > layers.indexOf(earlier.layer);

/** The surest rule of a cause speaks; what all of its rules rest on is its evidence. */
const withAllEvidence = (ranked: readonly Diagnosis[]): readonly Diagnosis[] =>
  surestOfEach(ranked).map((first) => ({
    ...first,
    evidence: eachOnce(ranked.filter(({ id }) => id === first.id).flatMap(({ evidence }) => evidence)),
  }));

const eachOnce = (evidence: readonly Evidence[]): readonly Evidence[] => {
  const known = new Set<string>();
  return evidence.filter(({ at, text }) => {
    const key = at ? placeKey(at) : text;
    return !known.has(key) && known.add(key);
  });
};

/** Further back nobody wants to know. */
const mostRuns = 20;

const told = (found: readonly Diagnosis[]): Judgement => {
  const [first] = found;
  if (first === undefined) return { verdict: 'undecided', causes: [], symptoms: [] };
  if (first.id === 'healthy') return { verdict: 'healthy', causes: [], symptoms: [] };
  const faults = found.filter(({ id }) => id !== 'healthy');
  if (first.confidence < provedFrom) return { verdict: 'undecided', causes: faults, symptoms: [] };
  const isSymptom = (cause: Diagnosis) =>
    cause !== first && layers.indexOf(cause.layer) > layers.indexOf(first.layer) && cause.confidence < first.confidence;
  return {
    verdict: 'fault',
    causes: faults.filter((cause) => !isSymptom(cause)),
    symptoms: faults.filter(isSymptom),
  };
};
