import type { CauseId, ExitCode, Rule } from '@dialtone/plugins';
import { matches } from '../../core/diagnosis/matches.js';

/** The causes that rules may name for a walk that ended with this exit, surest first. */
export const causesOf = (exit: ExitCode, rules: readonly Rule[]): readonly CauseId[] => [
  ...new Set(
    rules
      .filter((rule) => speaksOf(rule, exit))
      .toSorted((a, b) => b.confidence - a.confidence)
      .map(({ cause }) => cause),
  ),
];

/** Whether a rule asks for a walk that ended so. */
export const speaksOf = ({ when }: Rule, exit: ExitCode): boolean =>
  when.some((pattern) => pattern.fact === 'walk.ended' && matches(pattern, { t: 0, fact: 'walk.ended', exit }));
