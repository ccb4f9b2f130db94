import type { Personality } from '../personality.js';

/** A kind of misbehaviour: what it is in one sentence, the value it takes, and what it changes. */
export interface Kind {
  readonly sentence: string;
  readonly takesValue?: Value;
  /** `value` fits `takesValue.pattern`; absent where none was given. */
  readonly apply: (personality: Personality, value: string | undefined) => Personality;
}

export interface Value {
  /** As help prints it, e.g. `SECONDS`. */
  readonly called: string;
  readonly needed: boolean;
  readonly pattern: RegExp;
  /** What fits, in words. */
  readonly means: string;
  /** Values that stand for the others where each misbehaviour is to be tried once. */
  readonly samples: readonly string[];
}

export const seconds: Value = {
  called: 'SECONDS',
  needed: true,
  pattern: /^\d{1,4}(\.\d{1,3})?$/,
  means: 'SECONDS is a number from 0 to 9999',
  samples: ['20'],
};

export const inMs = (value: string | undefined): number => Number(value ?? 0) * 1000;

/** Changes some fields of one part of a personality. */
export const change = <P extends 'at' | 'sim' | 'radio' | 'call' | 'usb'>(
  personality: Personality,
  part: P,
  fields: Partial<Personality[P]>,
): Personality => ({ ...personality, [part]: { ...personality[part], ...fields } });
