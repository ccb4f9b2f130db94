import type { CauseId, FactPattern, Rule } from '@dialtone/plugins';
import type { Flaw } from '../../../../facts/flaws.js';
import { call } from '../patterns.js';

/** What a flaw of a configuration means: alone, and with what a log tells of the same call. */
export interface LintRule {
  readonly cause: CauseId;
  readonly flaws: readonly Flaw[];
  /** Only in these settings. */
  readonly keys?: readonly string[];
  /** How sure it is by itself. */
  readonly alone: number;
  /** What makes it surer: any of these. */
  readonly with?: readonly FactPattern[];
  readonly withLog?: number;
  /** What excuses it. */
  readonly unless?: readonly FactPattern[];
  readonly says: string;
  readonly remedy: string;
}

/** A link that came up had no such fault. */
const worked: readonly FactPattern[] = [call({ ipcp: 'up' }), { fact: 'ppp.up' }];

export const lintRules = ({
  cause,
  flaws,
  keys,
  alone,
  with: logs = [],
  withLog,
  unless = [],
  says,
  remedy,
}: LintRule): readonly Rule[] => {
  const flaw: FactPattern = {
    fact: 'config.flaw',
    where: { flaw: { oneOf: [...flaws] }, ...(keys ? { key: { oneOf: [...keys] } } : {}) },
  };
  const rule = { cause, unless: [...worked, ...unless], says, remedy };
  return [
    { ...rule, when: [flaw], confidence: alone },
    ...logs.map((log) => ({ ...rule, when: [flaw, log], confidence: withLog ?? alone })),
  ];
};
