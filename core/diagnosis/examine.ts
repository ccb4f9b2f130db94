import type { Rule } from '@dialtone/plugins';
import type { Diagnosis, Fact, Place } from '../facts/fact.js';
import { flaws } from '../facts/flaws.js';
import { placeKey } from '../facts/places-of.js';
import { signs } from '../facts/signs/index.js';
import { contextOf } from './call-context.js';
import { changeFor } from './change.js';
import { coreRules } from './core-rules.js';
import { type Judgement, judgeCase } from './judge-case.js';
import { portsThatDiffer } from './ports-that-differ.js';
import { readRules } from './read-rules.js';
import { type Known, recognise } from './recognise.js';

/** What is wrong in a case, and what would mend it. */
export interface Examination extends Judgement {
  /** Oddities of the configuration that no cause rests on. */
  readonly notes: readonly { readonly says: string; readonly at: Place }[];
  /** What to change in a file of the case for the first cause. */
  readonly change?: { readonly file: string; readonly diff: string };
}

/** Facts of each file → what is wrong, with what plugins know of the stick and the carrier. Pure. */
export const examine = (files: readonly (readonly Fact[])[], known: Known): Examination => {
  const all = files.flat();
  const recognised = recognise(all, known);
  const judged = judgeCase(
    [[...recognised, ...portsThatDiffer(all)], ...files],
    [...coreRules, ...readRules, ...rulesOf(recognised, known)],
  );
  const named = hasApn(all) || apnsOf(recognised).length > 0 ? judged : withKnownApns(judged, known);
  const [first] = named.causes;
  const change =
    first && named.verdict === 'fault' ? changeFor(all, first.id, [...apnsOf(recognised), 'APN']) : undefined;
  return { ...named, notes: notesOn(all, named.causes), ...(change ? { change } : {}) };
};

/** Flaws on lines that are no evidence of anything, and the route that was kept. */
const notesOn = (facts: readonly Fact[], causes: readonly Diagnosis[]): Examination['notes'] => {
  const evidence = new Set(causes.flatMap((cause) => cause.evidence.flatMap(({ at }) => (at ? [placeKey(at)] : []))));
  return facts.flatMap((fact) => {
    const says =
      fact.fact === 'config.flaw'
        ? flaws[fact.flaw]
        : fact.fact === 'sign.seen' && fact.sign === 'default-route-kept'
          ? `${signs[fact.sign]}: what goes to the internet goes there`
          : undefined;
    return says === undefined || fact.at === undefined || evidence.has(placeKey(fact.at))
      ? []
      : [{ says, at: fact.at }];
  });
};

const rulesOf = (recognised: readonly Fact[], { devices, carriers }: Known): readonly Rule[] =>
  recognised.flatMap((fact) => {
    if (fact.fact === 'device.recognised')
      return devices.find(({ value }) => value.id === fact.device)?.value.diagnoses ?? [];
    if (fact.fact === 'carrier.suspected')
      return carriers.find(({ value }) => value.id === fact.carrier)?.value.diagnoses ?? [];
    return [];
  });

const apnsOf = (recognised: readonly Fact[]): readonly string[] =>
  recognised.flatMap((fact) => (fact.fact === 'carrier.suspected' ? fact.apns : []));

/** The remedy for an APN names those of all that are known, if they are few. */
const withKnownApns = (judged: Judgement, { carriers }: Known): Judgement => {
  if (carriers.length > mostNamed) return judged;
  const list = carriers.map(({ value }) => `for ${value.carrier} it is ${value.profiles[0]?.apn}`).join(', ');
  return {
    ...judged,
    causes: judged.causes.map((cause) =>
      list !== '' && (cause.id === 'apn-missing' || cause.id === 'apn-wrong')
        ? { ...cause, remedy: `${cause.remedy} Known here: ${list}.` }
        : cause,
    ),
  };
};

const mostNamed = 5;

/** Whoever has an APN, though it be a wrong one, has it from a carrier that nobody knows here. */
const hasApn = (facts: readonly Fact[]): boolean => ['sent', 'configured'].includes(contextOf(facts));
