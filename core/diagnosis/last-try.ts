import type { Fact } from '../facts/fact.js';
import { sumCall } from './sum-call.js';

/**
 * Of the last runs of several files, those that may be of one try. A link that came up and ended is none with a port that could not even be opened: that is
 * what happens behind it, when the stick is gone or has another name, and what its user sees.
 */
export const lastTry = (tries: readonly (readonly Fact[])[]): readonly (readonly Fact[])[] =>
  tries.some(couldNotOpen) ? tries.filter((facts) => !wasUpAndEnded(facts)) : tries;

const couldNotOpen = (facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.fact === 'sign.seen' && ofThePort.has(fact.sign)) && sumCall(facts) === undefined;
const ofThePort: ReadonlySet<string> = new Set(['port-missing', 'port-busy', 'port-locked', 'port-not-permitted']);

const wasUpAndEnded = (facts: readonly Fact[]): boolean => {
  const call = sumCall(facts);
  return call?.ipcp === 'up' && (call.end === 'peer' || call.end === 'hang-up' || call.end === 'echo');
};
