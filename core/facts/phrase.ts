import type { FactName } from '@dialtone/plugins';
import type { Fact, FactOf } from './fact.js';
import { phrasesOfLife } from './phrases-of-life.js';
import { phrasesOfLink } from './phrases-of-link.js';
import { phrasesOfModem } from './phrases-of-modem.js';
import { phrasesOfReading } from './phrases-of-reading.js';
import { printable } from './printable.js';

/** A fact as one plain sentence in the past tense, safe for a terminal: what evidence and plain output show. */
export const phrase = (fact: Fact): string => {
  const say: (fact: never) => string = phrases[fact.fact];
  // The table is keyed by the fact's own name; the compiler cannot follow that through a union.
  return printable(say(fact as never));
};

/** A table with a sentence for every fact whose name fits `Names`: the compiler says which one is missing. */
export type PhrasesOf<Names extends string> = { readonly [N in FactName & Names]: (fact: FactOf<N>) => string };

const phrases: PhrasesOf<FactName> = {
  ...phrasesOfLife,
  ...phrasesOfModem,
  ...phrasesOfLink,
  ...phrasesOfReading,
};
