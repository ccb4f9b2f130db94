import type { CallSummary } from '../facts/call-summary.js';
import type { Fact, FactOf, Place } from '../facts/fact.js';
import { placeKey, placesOf } from '../facts/places-of.js';
import { contextOf, technologyOf } from './call-context.js';
import { endOf } from './call-end.js';
import { authOf, dialOf, type Found, ipcpOf, lcpOf } from './call-steps.js';

/** One run's call in one fact, or undefined where none was made. Its `seen` are the lines that tell how far it came and how it ended. Pure. */
export const sumCall = (facts: readonly Fact[]): FactOf<'call.summed'> | undefined => {
  const found = {
    dial: dialOf(facts),
    lcp: lcpOf(facts),
    auth: authOf(facts),
    ipcp: ipcpOf(facts),
    end: endOf(facts),
  };
  const steps = Object.values(found) as readonly Found<string>[];
  const made = isAttached(facts) || [found.dial, found.lcp, found.auth, found.ipcp].some((step) => step.how !== 'none');
  if (!made) return undefined;
  const told = steps.flatMap(({ by }) => by ?? []);
  const held = heldSeconds(facts, found.end.by);
  return {
    fact: 'call.summed',
    t: Math.max(...told.map(({ t }) => t), 0),
    dial: found.dial.how,
    lcp: found.lcp.how,
    auth: found.auth.how,
    ipcp: found.ipcp.how,
    end: found.end.how,
    ...(held === undefined ? {} : { heldSeconds: held }),
    context: contextOf(facts),
    technology: technologyOf(facts),
    seen: linesOf(told),
  };
};

const isAttached = (facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.fact === 'sign.seen' && fact.sign === 'link-attached');

/** pppd counts minutes with one digit after the point; else the times of the lines tell. */
const heldSeconds = (facts: readonly Fact[], end: Fact | undefined): CallSummary['heldSeconds'] => {
  const counted = facts.findLast((fact) => fact.fact === 'sign.seen' && fact.sign === 'minutes-connected');
  if (counted?.fact === 'sign.seen' && counted.detail !== undefined) return Math.round(Number(counted.detail) * 60);
  const up = facts.findLast(({ fact }) => fact === 'ppp.up');
  if (up === undefined) return 0;
  return end === undefined || end.t <= up.t ? undefined : Math.round((end.t - up.t) / 1000);
};

/** In the order in which they stand; each line once, by the first piece of it that was told of. */
const linesOf = (facts: readonly Fact[]): readonly Place[] => {
  const places = facts.flatMap(placesOf).toReversed();
  return [...new Map(places.map((place) => [placeKey(place), place])).values()]
    .toReversed()
    .toSorted((a, b) => (a.file === b.file ? a.line - b.line : 0));
};
