import { firstFields } from './reply-fields.js';

/** AT command that reads the ICCID, which needs no PIN: READ BINARY of EF-ICCID (2FE2), ten bytes. */
export const readIccid = 'AT+CRSM=176,12258,0,0,10';

/**
 * The card's number from the answer to `readIccid`: 18 to 20 digits. The card stores each pair of digits swapped (TS 102 221 13.2); some modems
 * have already turned them back. A secret: it never gets into a fact.
 */
export const parseIccid = (lines: readonly string[]): string | undefined => {
  const [status, , payload] = firstFields(lines, '+CRSM') ?? [];
  if (status?.text !== '144' || payload === undefined || !/^[0-9A-F]{20}$/i.test(payload.text)) return undefined;
  const digits = (payload.text.startsWith('89') ? payload.text : swapPairs(payload.text)).replace(/F{1,2}$/i, '');
  return /^89\d{16,18}$/.test(digits) ? digits : undefined;
};

const swapPairs = (hex: string): string => hex.replace(/(.)(.)/g, '$2$1');
