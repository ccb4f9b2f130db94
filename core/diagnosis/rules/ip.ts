import type { Rule } from '@dialtone/plugins';
import { endedWith } from './ended-with.js';

export const ipRules: readonly Rule[] = [
  {
    cause: 'no-traffic',
    when: [endedWith('ip.no-traffic')],
    confidence: 0.8,
    says: 'The link is up[ with the address {ppp.up:address}], but nothing comes back through it.',
    remedy: 'Look whether the data allowance of the SIM is used up, or the carrier wants it activated on a web page.',
  },
  {
    cause: 'no-dns',
    when: [endedWith('ip.no-names')],
    confidence: 0.85,
    says: 'The link carries traffic, but names cannot be looked up ({walk.ended:detail}).',
    remedy: 'Set a name server of your own in the system, and report the carrier with the output of --json.',
  },
];
