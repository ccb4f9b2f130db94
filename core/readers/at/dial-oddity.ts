import { makesCall } from '../../at/belongs.js';
import { redactCommand } from '../../facts/redact.js';
import type { ReadFact } from '../reader.js';

/** What is odd about a number that is dialled: something in front of it, a telephone's where a data context was set up, or a data context that nobody has defined (`defined`). */
export const dialOddity = (command: string, defined: ReadonlySet<number>): readonly ReadFact[] => {
  if (!makesCall(command)) return [];
  const detail = redactCommand(command);
  if (/D[TPI]?\s*[\d,]{1,20}(?:\*9\d|#777)/i.test(command))
    return [{ fact: 'sign.seen', sign: 'dial-prefixed', by: 'dialler', detail }];
  if (defined.size > 0 && /D[TPI]?\s*\+?\d{5,15}$/i.test(command))
    return [{ fact: 'sign.seen', sign: 'telephone-dialled', by: 'dialler', detail }];
  const cid = /\*99\*{3}(\d{1,3})#/.exec(command)?.[1];
  return cid === undefined || cid === '1' || defined.has(Number(cid))
    ? []
    : [{ fact: 'sign.seen', sign: 'dial-context-odd', by: 'dialler', detail }];
};
