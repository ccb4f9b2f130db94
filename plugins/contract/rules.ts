import * as v from 'valibot';
import { causeIds, exitCodes, factNames, recoveryActions } from './vocabulary.js';

const text = v.pipe(v.string(), v.nonEmpty());
const scalar = v.union([v.string(), v.number(), v.boolean()]);

/**
 * Which facts a rule speaks of. `where` compares fields of the fact: a bare value must be equal (for a list: contained),
 * `oneOf` any of them, `contains` a piece of text without regard to case. No regular expressions: packs are data.
 */
export const factPatternSchema = v.strictObject({
  fact: v.picklist(factNames),
  where: v.optional(
    v.record(
      text,
      v.union([
        scalar,
        v.strictObject({ oneOf: v.array(scalar) }),
        v.strictObject({ contains: text }),
        v.strictObject({ atLeast: v.number() }),
      ]),
    ),
  ),
});
export type FactPattern = v.InferOutput<typeof factPatternSchema>;

/**
 * A rule of diagnosis: when every pattern of `when` has a fact in the current walk and no pattern of `unless` has one, then
 * `cause` is a candidate with `confidence` (0 to 1), and the facts that matched are its evidence. In `says` and `remedy`,
 * `{fact.name:field}` stands for a field of the newest such fact; a clause in `[square brackets]` falls away when it names one that is absent.
 */
export const ruleSchema = v.strictObject({
  cause: v.picklist(causeIds),
  when: v.pipe(v.array(factPatternSchema), v.nonEmpty()),
  unless: v.optional(v.array(factPatternSchema)),
  confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  says: text,
  remedy: text,
});
export type Rule = v.InferOutput<typeof ruleSchema>;

/** When a walk ends with exit `on`, do `action`, at most `upTo` times since a link last held, after `waitSeconds` (default 0). */
export const recoveryRuleSchema = v.strictObject({
  on: v.picklist(exitCodes),
  action: v.picklist(recoveryActions),
  upTo: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  waitSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3600))),
});
export type RecoveryRule = v.InferOutput<typeof recoveryRuleSchema>;
