import { scryptSync } from 'node:crypto';
import type { HideNames } from './book-memory.js';

/**
 * Keys by scrypt, some 40 ms each and each made once a process. A plain hash would not do: an IMSI has ten unknown digits and a PIN
 * four, and a thousand million plain hashes a second are cheap. This way a reader of the file must try 10^10 SIMs at 40 ms each, and only who
 * knows the SIM's number can begin on its PINs, since the SIM is in their hash.
 */
export const hideNames = (salt: string): HideNames => {
  const known = new Map<string, string>();
  return (...names) => {
    const name = JSON.stringify(names);
    const key = known.get(name) ?? scryptSync(name, Buffer.from(salt, 'hex'), 32).toString('hex');
    known.set(name, key);
    return key;
  };
};
