import { firstFields, wholeNumber } from './reply-fields.js';

/** What +CFUN? says: 0 minimum, 1 full, 4 radio off, and makers' own numbers. */
export const parseFunctionality = (lines: readonly string[]): number | undefined =>
  wholeNumber(firstFields(lines, '+CFUN')?.[0]);
