import type { CallSummary } from '../facts/call-summary.js';
import type { Fact } from '../facts/fact.js';
import type { Sign } from '../facts/signs/index.js';
import type { Found } from './call-steps.js';

type End = CallSummary['end'];

/** Who ended it: the first word of an end after the link last came up. What follows on it is what an end looks like. */
export const endOf = (facts: readonly Fact[]): Found<End> => {
  const up = facts.findLastIndex(({ fact }) => fact === 'ppp.up');
  const after = facts.slice(up + 1);
  const told = after.flatMap((fact) => {
    const how = up >= 0 && isHarmlessNow(fact) ? undefined : endTold(fact);
    return how === undefined ? [] : [{ how, by: fact }];
  });
  return told[0] ?? onlyOver(after);
};

/** A peer with our own magic number looks like ourselves; of a link that is up that means nothing. */
const isHarmlessNow = (fact: Fact): boolean => fact.fact === 'sign.seen' && fact.sign === 'looped-back';

const endTold = (fact: Fact): End | undefined => {
  switch (fact.fact) {
    case 'ppp.terminate-received':
      return 'peer';
    case 'ppp.auth-refused':
      return 'failed';
    case 'pppd.exited':
      return fact.status === undefined ? 'ours' : exits[fact.status];
    case 'sign.seen':
      return signs[fact.sign];
    default:
      return undefined;
  }
};

const signs: Readonly<Partial<Record<Sign, End>>> = {
  'echo-unanswered': 'echo',
  'link-idle': 'idle',
  'told-to-end': 'ours',
  'hung-up': 'hang-up',
  'lcp-timeout': 'failed',
  'ipcp-timeout': 'failed',
  'no-network-protocols': 'failed',
  'no-local-address': 'failed',
  'looped-back': 'failed',
  'peer-must-prove-itself': 'failed',
  'connect-script-failed': 'failed',
};

/** By pppd's exit status. */
const exits: Readonly<Partial<Record<number, End>>> = {
  5: 'ours',
  8: 'failed',
  10: 'failed',
  12: 'idle',
  13: 'idle',
  15: 'echo',
  16: 'hang-up',
  17: 'failed',
  19: 'failed',
};

/** It ended, and nothing that pppd said tells why; a manager may have seen that the modem was gone, or no longer connected. */
const onlyOver = (facts: readonly Fact[]): Found<End> => {
  const lost = facts.find((fact) => fact.fact === 'sign.seen' && fact.sign === 'connection-lost');
  if (lost) return { how: 'hang-up', by: lost };
  const over = facts.find((fact) => fact.fact === 'sign.seen' && fact.sign === 'link-ended');
  return over ? { how: 'failed', by: over } : { how: 'none' };
};
