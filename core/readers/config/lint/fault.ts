import type { Flaw } from '../../../facts/flaws.js';

/** Something wrong with a value. `better` is the whole value as it should be, where that is known. */
export interface Fault {
  readonly flaw: Flaw;
  readonly better?: string;
}

/** A repair of one flaw: the text without it. A text that has no such flaw stays as it is. */
export type Repair = readonly [Flaw, (text: string) => string];

/** The flaws that the repairs find, one after another; each knows the text with all of them mended. */
export const faultsBy = (repairs: readonly Repair[], text: string): readonly Fault[] => {
  let mended = text;
  const found: Fault['flaw'][] = [];
  for (const [flaw, repair] of repairs) {
    const next = repair(mended);
    if (next !== mended) found.push(flaw);
    mended = next;
  }
  return found.map((flaw) => ({ flaw, better: mended }));
};
