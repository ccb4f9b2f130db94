import type { ReadFact } from '../reader.js';

/** The modem's own words for why the last call failed. Decisive are those of the data context: words, or the numbers of TS 24.008, 10.5.6.6. */
export const callEndMeaning = (text: string): readonly ReadFact[] =>
  isNone.test(text) ? [] : [{ fact: 'modem.cause', text, decisive: ofContext.test(text) }];

const ofContext =
  /\b(?:apn|pdp|context|service option|subscri\w+|activation|insufficient resources|user authentication)\b|^\D*\b(?:8|2[5-9]|3[0-5])\b/i;
const isNone = /^\d*,?\s*(?:no report available|no cause|none|normal(?:, unspecified)?)$/i;
