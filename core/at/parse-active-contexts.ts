import { replyFields, wholeNumber } from './reply-fields.js';

/** Which contexts +CGACT? says are active. */
export const parseActiveContexts = (
  lines: readonly string[],
): readonly { readonly cid: number; readonly active: boolean }[] =>
  replyFields(lines, '+CGACT').flatMap(([first, second]) => {
    const cid = wholeNumber(first);
    const state = wholeNumber(second);
    return cid === undefined || state === undefined ? [] : [{ cid, active: state === 1 }];
  });
