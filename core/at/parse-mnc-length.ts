import { firstFields } from './reply-fields.js';

/** AT command that reads EF-AD (6FAD), whose fourth byte says how many digits the network code of the IMSI has (TS 31.102, 4.2.18). */
export const readAdministrativeData = 'AT+CRSM=176,28589,0,0,4';

/** Two or three digits, from the answer to `readAdministrativeData`; undefined from cards that are older than that byte. */
export const parseMncLength = (lines: readonly string[]): 2 | 3 | undefined => {
  const [status, , payload] = firstFields(lines, '+CRSM') ?? [];
  if (status?.text !== '144' || payload === undefined || !/^[0-9A-F]{8,}$/i.test(payload.text)) return undefined;
  const digits = Number.parseInt(payload.text.slice(6, 8), 16) & 0xf;
  return digits === 2 || digits === 3 ? digits : undefined;
};
