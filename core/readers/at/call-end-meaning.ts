import type { ReadFact } from '../reader.js';

/** The modem's own words for why the last call failed. Decisive are those of the data context: words, or the numbers of TS 24.008, 10.5.6.6. */
export const callEndMeaning = (text: string): readonly ReadFact[] => {
  if (isNone.test(text)) return [];
  const words = sessionCauses[Number(/^\D{0,30}(\d{1,3})\D{0,3}$/.exec(text)?.[1])];
  const told = words === undefined ? text : `${text} (${words})`;
  return [{ fact: 'modem.cause', text: told, decisive: words !== undefined || ofContext.test(text) }];
};

const ofContext =
  /\b(?:apn|pdp|context|service option|subscri\w+|activation|insufficient resources|user authentication)\b/i;
const isNone =
  /^(?:0|\d{0,3},?\s*(?:no report available|no cause|none|normal(?:, unspecified)?))?$|error code is not referenced/i;

/** Causes of session management. */
const sessionCauses: Readonly<Record<number, string>> = {
  8: 'operator determined barring',
  26: 'insufficient resources',
  27: 'missing or unknown APN',
  28: 'unknown PDP address or type',
  29: 'user authentication failed',
  30: 'activation rejected by the gateway',
  31: 'activation rejected',
  32: 'service option not supported',
  33: 'service option not subscribed',
  34: 'service option temporarily out of order',
};
