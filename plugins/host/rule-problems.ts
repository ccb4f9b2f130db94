import { factNames, type Problem, type Rule } from '../contract/index.js';

/**
 * What no schema can say about rules: a `{fact.name:field}` of `says` or `remedy` must name a fact that `when` guarantees, or
 * stand in a clause in [square brackets], which falls away when the fact is absent. Otherwise a person would read a hole.
 */
export const ruleProblems = (rules: readonly Rule[] | undefined, path: string): readonly Problem[] =>
  (rules ?? []).flatMap((rule, at) =>
    (['says', 'remedy'] as const).flatMap((field) =>
      templateProblems(
        rule[field],
        rule.when.map(({ fact }) => fact),
      ).map((says) => ({ path: `${path}[${at}].${field}`, says })),
    ),
  );

const templateProblems = (text: string, sure: readonly string[]): readonly string[] => {
  if (/[{}]/.test(text.replace(placeholder, ''))) return ['has a brace that is not part of a {fact.name:field}'];
  const clauses = text.match(clause) ?? [];
  const outside = text.replace(clause, '');
  if (/[[\]]/.test(outside)) return ['has a square bracket without its partner, or one clause in another'];
  return [
    ...clauses.flatMap(factsIn).filter(isUnknown).map(unknownFact),
    ...factsIn(outside).flatMap((fact) => {
      if (isUnknown(fact)) return [unknownFact(fact)];
      return sure.includes(fact)
        ? []
        : [`names {${fact}:…}, which is not in "when": put it there, or into [square brackets]`];
    }),
  ];
};

const placeholder = /\{([a-z][a-z.-]*):[A-Za-z]+(?:\.[A-Za-z]+)*\}/g;
const clause = /\[[^[\]]*\]/g;

const factsIn = (text: string): readonly string[] => [...text.matchAll(placeholder)].map(([, fact]) => fact ?? '');
const isUnknown = (fact: string): boolean => !factNames.some((name) => name === fact);
const unknownFact = (fact: string): string => `names {${fact}:…}, which is no fact`;
