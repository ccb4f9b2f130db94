import type { CallSummary } from '../facts/call-summary.js';
import type { FactOf } from '../facts/fact.js';
import { placesOf } from '../facts/places-of.js';

type Call = FactOf<'call.summed'>;

/**
 * What several logs tell of a call, as one, where they may all speak of the same: the dialler's log knows what was dialled, pppd's what the peer
 * said. Where one says that IP came up and another that it did not, they are left as they are. Pure.
 */
export const joinCalls = (calls: readonly Call[]): readonly Call[] => {
  const [first, ...others] = calls;
  if (first === undefined || others.length === 0) return calls;
  const talked = calls.filter(({ lcp, ipcp }) => lcp !== 'none' || ipcp !== 'none');
  if (talked.some(({ ipcp }) => ipcp === 'up') && talked.some(({ ipcp }) => ipcp !== 'up')) return calls;
  return [others.reduce(join, first)];
};

const join = (one: Call, other: Call): Call => {
  const held = Math.max(one.heldSeconds ?? -1, other.heldSeconds ?? -1);
  return {
    ...one,
    t: Math.max(one.t, other.t),
    dial: more('dial', one, other),
    lcp: more('lcp', one, other),
    auth: more('auth', one, other),
    ipcp: more('ipcp', one, other),
    end: more('end', one, other),
    context: more('context', one, other),
    technology: more('technology', one, other),
    ...(held < 0 ? {} : { heldSeconds: held }),
    seen: [...placesOf(one), ...placesOf(other)],
  };
};

/** What tells more stands further back. */
const ranks: { readonly [K in Told]: readonly CallSummary[K][] } = {
  dial: ['none', 'timeout', 'error', 'no-answer', 'busy', 'no-carrier', 'connect'],
  lcp: ['none', 'silent', 'refused', 'loopback', 'opened'],
  auth: ['none', 'started', 'passed', 'refused'],
  ipcp: ['none', 'started', 'no-address', 'silent', 'placeholders', 'disputed', 'rejected', 'up'],
  end: ['none', 'hang-up', 'failed', 'ours', 'idle', 'echo', 'peer'],
  context: ['unknown', 'none', 'configured', 'sent'],
  technology: ['unknown', 'gsm', 'cdma'],
};
type Told = Exclude<keyof CallSummary, 'heldSeconds'>;

const more = <K extends Told>(key: K, one: Call, other: Call): CallSummary[K] => {
  const [mine, theirs] = [one[key] as CallSummary[K], other[key] as CallSummary[K]];
  const known: readonly CallSummary[K][] = ranks[key];
  return known.indexOf(theirs) > known.indexOf(mine) ? theirs : mine;
};
