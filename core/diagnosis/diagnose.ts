import { type FactPattern, layerOf, layers, type Rule } from '@dialtone/plugins';
import type { Diagnosis, Evidence, Fact } from '../facts/fact.js';
import { phrase } from '../facts/phrase.js';
import { fill } from './fill.js';
import { matches } from './matches.js';

/**
 * Facts → causes, best first. A rule whose every pattern has a fact is a candidate; the surest comes first, and among equally sure
 * ones the earliest layer, since what is downstream of a fault is its symptom. One entry a cause. Pure.
 */
export const diagnose = (facts: readonly Fact[], rules: readonly Rule[]): readonly Diagnosis[] => {
  const ranked = candidates(facts, rules);
  return ranked.filter((diagnosis, index) => ranked.findIndex(({ id }) => id === diagnosis.id) === index);
};

/** The same with an entry for each rule that holds: what several of them rest on is the better proof. */
export const candidates = (facts: readonly Fact[], rules: readonly Rule[]): readonly Diagnosis[] =>
  rules
    .flatMap((rule) => judge(rule, facts) ?? [])
    .toSorted((a, b) => b.confidence - a.confidence || layers.indexOf(a.layer) - layers.indexOf(b.layer));

const judge = (rule: Rule, facts: readonly Fact[]): Diagnosis | undefined => {
  const proofs = rule.when.map((pattern) => newest(pattern, facts));
  if (proofs.some((proof) => proof === undefined)) return undefined;
  if (rule.unless?.some((pattern) => newest(pattern, facts))) return undefined;
  const found = proofs.filter((proof) => proof !== undefined);
  // What the rule rests on speaks before whatever else has the same name: the cause that was decisive, not the one that came last.
  const told = [...facts, ...found];
  return {
    id: rule.cause,
    layer: layerOf(rule.cause),
    confidence: rule.confidence,
    says: fill(rule.says, told),
    remedy: fill(rule.remedy, told),
    evidence: found.toSorted((a, b) => a.t - b.t).flatMap(evidence),
  };
};

const newest = (pattern: FactPattern, facts: readonly Fact[]): Fact | undefined =>
  facts.findLast((fact) => matches(pattern, fact));

/** One piece for each line that it was read from. */
const evidence = (fact: Fact): readonly Evidence[] => {
  const piece = { t: fact.t, fact: fact.fact, text: phrase(fact) };
  const places = fact.seen ?? (fact.at ? [fact.at] : []);
  return places.length === 0 ? [piece] : places.map((at) => ({ ...piece, at }));
};
