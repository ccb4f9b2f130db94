import type { ConfigOption } from './control-packet.js';
import type { Judgement } from './negotiation.js';

/** What we think of one option of the peer's: `learn` writes it down, `named` is what we would take instead. */
export type OptionVerdict<Values> =
  | { readonly kind: 'accept'; readonly learn: (theirs: Values) => Values }
  | { readonly kind: 'nak'; readonly named: ConfigOption }
  | { readonly kind: 'reject' };

/**
 * Makes one judgement of many: rejected options go first and alone, then those to be corrected; only when neither is left is
 * the whole request accepted (RFC 1661, 5.1 to 5.4). `none` is what holds for options that were not asked for.
 */
export const judgeOptions = <Values>(
  asked: readonly ConfigOption[],
  none: Values,
  judge: (option: ConfigOption) => OptionVerdict<Values>,
): Judgement<Values> => {
  const judged = asked.map((option) => ({ option, verdict: judge(option) }));
  const refused = judged.filter(({ verdict }) => verdict.kind === 'reject').map(({ option }) => option);
  if (refused.length > 0) return { kind: 'reject', refused };
  const named = judged.flatMap(({ verdict }) => (verdict.kind === 'nak' ? [verdict.named] : []));
  if (named.length > 0) {
    return {
      kind: 'nak',
      named,
      asked: judged.filter(({ verdict }) => verdict.kind === 'nak').map(({ option }) => option),
    };
  }
  const learnt = judged.reduce(
    (theirs, { verdict }) => (verdict.kind === 'accept' ? verdict.learn(theirs) : theirs),
    none,
  );
  return { kind: 'accept', theirs: learnt };
};
