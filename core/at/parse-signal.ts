import { firstFields, wholeNumber } from './reply-fields.js';

/** Signal strength as ModemManager shows it (`percent`, 0 to 100) and in dBm where the modem knows it. */
export interface Signal {
  readonly dbm?: number;
  readonly percent: number;
}

/** +CSQ: 0 to 31 are -113 to -51 dBm in steps of two (TS 27.007 8.5), 99 is unknown. */
export const parseSignal = (lines: readonly string[]): Signal | undefined => {
  const [field] = firstFields(lines, '+CSQ') ?? [];
  const rssi = wholeNumber(field);
  if (rssi === unknown) return { percent: 0 };
  if (rssi === undefined || rssi > strongest) return undefined;
  return { dbm: -113 + 2 * rssi, percent: Math.floor((rssi * 100) / strongest) };
};

const strongest = 31;
const unknown = 99;
