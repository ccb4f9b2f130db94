import { type FactName, type FactPattern, layerOf, layers, type Rule } from '@dialtone/plugins';
import type { Diagnosis, Evidence, Fact } from '../facts/fact.js';
import { phrase } from '../facts/phrase.js';
import { placesOf } from '../facts/places-of.js';
import { fill } from './fill.js';
import { matches } from './matches.js';

/**
 * Facts → causes, best first. A rule whose every pattern has a fact is a candidate; the surest comes first, and among equally sure
 * ones the earliest layer, since what is downstream of a fault is its symptom. One entry a cause. Pure.
 */
export const diagnose = (facts: readonly Fact[], rules: readonly Rule[]): readonly Diagnosis[] =>
  surestOfEach(candidates(facts, rules));

/** The same with an entry for each rule that holds: what several of them rest on is the better proof. */
export const candidates = (facts: readonly Fact[], rules: readonly Rule[]): readonly Diagnosis[] => {
  const byName = named(facts);
  return rules
    .flatMap((rule) => judge(rule, facts, byName) ?? [])
    .toSorted((a, b) => b.confidence - a.confidence || layers.indexOf(a.layer) - layers.indexOf(b.layer));
};

/** Of ranked ones the first of each cause. */
export const surestOfEach = (ranked: readonly Diagnosis[]): readonly Diagnosis[] =>
  ranked.filter((diagnosis, index) => ranked.findIndex(({ id }) => id === diagnosis.id) === index);

/** A log tells thousands of facts, and hundreds of rules ask for a few kinds each. */
type ByName = ReadonlyMap<FactName, readonly Fact[]>;

const named = (facts: readonly Fact[]): ByName => {
  const byName = new Map<FactName, Fact[]>();
  for (const fact of facts) {
    const alike = byName.get(fact.fact);
    if (alike) alike.push(fact);
    else byName.set(fact.fact, [fact]);
  }
  return byName;
};

const judge = (rule: Rule, facts: readonly Fact[], byName: ByName): Diagnosis | undefined => {
  const proofs = rule.when.map((pattern) => newest(pattern, byName));
  if (proofs.some((proof) => proof === undefined)) return undefined;
  if (rule.unless?.some((pattern) => newest(pattern, byName))) return undefined;
  const found = proofs.filter((proof) => proof !== undefined);
  // What the rule rests on speaks before whatever else has the same name: the cause that was decisive, not the one that came last.
  const told = [...facts, ...found];
  return {
    id: rule.cause,
    layer: layerOf(rule.cause),
    confidence: rule.confidence,
    says: fill(rule.says, told),
    remedy: fill(rule.remedy, told),
    evidence: [...found, ...rule.when.flatMap((pattern) => oldest(pattern, byName))]
      .toSorted((a, b) => a.t - b.t || lineOf(a) - lineOf(b))
      .flatMap(evidence),
  };
};

const newest = (pattern: FactPattern, byName: ByName): Fact | undefined =>
  byName.get(pattern.fact)?.findLast((fact) => matches(pattern, fact));

/** What was said before as well: the modem's own word, before that of whoever dialled; of several lines that are wrong, the first. */
const oldest = (pattern: FactPattern, byName: ByName): readonly Fact[] =>
  pattern.fact === 'sign.seen' || pattern.fact === 'config.flaw'
    ? (byName
        .get(pattern.fact)
        ?.filter((fact) => matches(pattern, fact))
        .slice(0, 1) ?? [])
    : [];

const lineOf = (fact: Fact): number => placesOf(fact)[0]?.line ?? 0;

/** One piece for each line that it was read from. */
const evidence = (fact: Fact): readonly Evidence[] => {
  const piece = { t: fact.t, fact: fact.fact, text: phrase(fact) };
  const places = placesOf(fact);
  return places.length === 0 ? [piece] : places.map((at) => ({ ...piece, at }));
};
