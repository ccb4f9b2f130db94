import type { Fact, FactOf } from '../facts/fact.js';

/**
 * What a listing tells of a device by its id alone is a guess: another one that tells which drivers have its interfaces knows better. Such guesses are
 * left out where the two differ. Pure.
 */
export const withoutGuesses = (files: readonly (readonly Fact[])[]): readonly (readonly Fact[])[] => {
  const known = files
    .flat()
    .filter(isDescribed)
    .filter(({ driver }) => driver !== undefined && driver !== 'none');
  if (known.length === 0) return files;
  const isGuess = (fact: Fact): boolean =>
    isDescribed(fact) &&
    fact.driver === undefined &&
    known.some(({ vendor, product }) => vendor === fact.vendor && product === fact.product) &&
    !known.some(
      ({ vendor, product, mode }) => vendor === fact.vendor && product === fact.product && mode === fact.mode,
    );
  return files.map((facts) => facts.filter((fact) => !isGuess(fact)));
};

const isDescribed = (fact: Fact): fact is FactOf<'usb.described'> => fact.fact === 'usb.described';
