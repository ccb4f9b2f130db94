import { firstFields, wholeNumber } from './reply-fields.js';

/** Whether packet service is attached, from +CGATT?. */
export const parseAttached = (lines: readonly string[]): boolean | undefined => {
  const state = wholeNumber(firstFields(lines, '+CGATT')?.[0]);
  return state === undefined || state > 1 ? undefined : state === 1;
};
