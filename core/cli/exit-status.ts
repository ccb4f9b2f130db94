import { type Layer, exitStatus as ofLayer } from '@dialtone/plugins';
import { layerOfExit } from '../facts/exit.js';
import type { Fact, OfflineVerdict, Verdict } from '../facts/fact.js';

/**
 * The process's exit status after these facts. `once`: the verdict's. Otherwise 0 if a stick was online when it was told to
 * leave, else the last cause's. Where there is no cause yet: the stage in which the walk stood, `detect` while no stick was there.
 */
export const exitStatus = (facts: readonly Fact[], options: { readonly once: boolean }): number =>
  statusOf(facts.reduce(outcomeAfter, undecided), options);

/** What of the facts so far decides the exit status; kept instead of the facts, since a link may stay up for months. */
export interface Outcome {
  readonly online: Sticks;
  readonly verdict?: Verdict;
  /** The status of the stage in which the walk stands or ended. */
  readonly walk: number;
  /** It was told to leave: what follows is the way out and decides nothing. */
  readonly leaving: boolean;
}
export const undecided: Outcome = { online: [], walk: ofLayer.detect, leaving: false };

export const outcomeAfter = (outcome: Outcome, fact: Fact): Outcome => {
  if (outcome.leaving) return outcome;
  const so = { ...outcome, online: onlineAfter(outcome.online, fact) };
  switch (fact.fact) {
    case 'wanted.changed':
      return { ...outcome, leaving: fact.level === 'off' };
    case 'verdict':
      return { ...so, verdict: fact };
    case 'stage.entered':
      return { ...so, walk: statusOfLayer(fact.stage) };
    case 'walk.ended':
      return { ...so, walk: fact.exit === 'bug.unexpected' ? 1 : statusOfLayer(layerOfExit(fact.exit) ?? fact.stage) };
    default:
      return so;
  }
};

export const statusOf = ({ online, verdict, walk }: Outcome, { once }: { readonly once: boolean }): number => {
  if (once ? verdict?.online : online.length > 0) return 0;
  return verdict?.online === false ? statusOfVerdict(verdict) : walk;
};

/** Bus paths of the sticks whose link is up. */
export type Sticks = readonly string[];

/** Those after this fact. */
export const onlineAfter = (online: Sticks, fact: Fact): Sticks => {
  const { stick = '' } = fact;
  const others = online.filter((other) => other !== stick);
  if (fact.fact === 'online' || (fact.fact === 'verdict' && fact.online)) return [...others, stick];
  return fact.fact === 'verdict' || fact.fact === 'walk.ended' ? others : online;
};

const statusOfVerdict = ({ causes, stage }: OfflineVerdict): number =>
  causes[0]?.id === 'internal-error' ? 1 : ofLayer[stage];

const statusOfLayer = (layer: Layer | undefined): number => ofLayer[layer ?? 'detect'];
