import type { ExitCode, RecoveryActionName, RecoveryRule } from '@dialtone/plugins';

/** A rule and who said it: `core`, or a plugin's short name. */
export interface PolicyRule extends RecoveryRule {
  readonly saidBy: string;
}

/** What recovery has done since a link last held (limits.steady). */
export interface Tried {
  readonly on: ExitCode;
  readonly action: RecoveryActionName;
  readonly saidBy: string;
}

export type RecoveryDecision =
  | { readonly action: 'give-up' }
  | {
      readonly action: Exclude<RecoveryActionName, 'give-up'>;
      readonly on: ExitCode;
      /** This try's number, from 1. */
      readonly count: number;
      readonly upTo: number;
      readonly waitMs: number;
      readonly saidBy: string;
    };

/**
 * Decides, at the one place where it is decided, what follows an exit: the first rule of the policy that speaks of it, may still be
 * used, and is possible now. Pure. The policy lists the carrier's rules, then the device's, then the core's.
 */
export const decide = (
  exit: ExitCode,
  history: readonly Tried[],
  policy: readonly PolicyRule[],
  possible: (action: RecoveryActionName) => boolean,
): RecoveryDecision => {
  const rule = policy.find(
    (candidate) => candidate.on === exit && used(candidate, history) < candidate.upTo && possible(candidate.action),
  );
  if (!rule || rule.action === 'give-up') return { action: 'give-up' };
  return {
    action: rule.action,
    on: exit,
    count: used(rule, history) + 1,
    upTo: rule.upTo,
    waitMs: (rule.waitSeconds ?? 0) * 1000,
    saidBy: rule.saidBy,
  };
};

const used = (rule: PolicyRule, history: readonly Tried[]): number =>
  history.filter(({ on, action, saidBy }) => on === rule.on && action === rule.action && saidBy === rule.saidBy).length;
