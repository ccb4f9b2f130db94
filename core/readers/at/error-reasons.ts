import type { ReadFact } from '../reader.js';

/** Why an error came, by +CME ERROR and +CMS ERROR in numbers or words. `decisive`: the command itself is not to blame. */
export interface Reason {
  readonly words: string;
  readonly facts: readonly ReadFact[];
  readonly decisive: boolean;
}

export const reasonOf = (result: string): Reason | undefined => {
  const [, family, words = ''] = /^\+(CME|CMS) ERROR: (.*)$/.exec(result) ?? [];
  if (family === undefined) return undefined;
  const number = /^\d+$/.test(words) ? Number(words) : undefined;
  const found = reasons.find(([numbers, cms, text]) =>
    number === undefined ? text.test(words) : (family === 'CME' ? numbers : cms).includes(number),
  );
  const name = number === undefined ? words : `+${family} ERROR: ${number}`;
  return { words, facts: found?.[3](name) ?? [], decisive: found !== undefined };
};

type Make = (detail: string) => readonly ReadFact[];
const state =
  (said: string): Make =>
  () => [{ fact: 'sim.state', state: said }];
const denied: Make = (detail) => [{ fact: 'sign.seen', sign: 'network-refused', by: 'modem', detail }];
const context: Make = (text) => [{ fact: 'modem.cause', text, decisive: true }];

/** TS 27.007, 9.2 and TS 27.005, 3.2.5: numbers of +CME, of +CMS, the words of both, and what they mean. */
const reasons: readonly (readonly [readonly number[], readonly number[], RegExp, Make])[] = [
  [[10], [310], /sim (?:card )?not inserted|no sim\b|sim absent/i, state('NOT INSERTED')],
  [[13], [313], /sim failure/i, state('FAILURE')],
  [[15], [315], /sim wrong/i, state('WRONG')],
  [[14], [314], /sim busy/i, state('BUSY')],
  [[12], [316], /sim puk req|puk1? required/i, state('SIM PUK')],
  [[11], [311, 312], /^sim pin1? req|sim pin required|^sim pin$/i, state('SIM PIN')],
  [[5, 6, 40, 42, 44, 46], [], /ph-?(?:f?sim|net|netsub|sp|corp) pin|personali[sz]ation pin/i, state('PH-NET PIN')],
  [[7, 41, 43, 45, 47], [], /ph-?(?:fsim|net|netsub|sp|corp) puk|personali[sz]ation puk/i, state('PH-NET PUK')],
  [
    [103, 106, 107, 108, 111, 112, 113],
    [],
    /illegal (?:ms|me|ue)\b|gprs services not allowed|plmn not allowed|location area not allowed|roaming not allowed/i,
    denied,
  ],
  [
    [32],
    [332],
    /emergency calls only|network not allowed/i,
    (detail) => [{ fact: 'sign.seen', sign: 'emergency-only', by: 'modem', detail }],
  ],
  [
    [30, 31],
    [331],
    /no network service|network timeout/i,
    (detail) => [{ fact: 'sign.seen', sign: 'no-network', by: 'modem', detail }],
  ],
  [[132, 133, 134], [], /service option|(?:missing or )?unknown apn|apn not|not subscribed/i, context],
  [
    [148, 149, 150],
    [],
    /unspecified gprs error|pdp authentication|invalid mobile class|user authentication failed/i,
    context,
  ],
];
