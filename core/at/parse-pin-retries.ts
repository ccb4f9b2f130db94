import { firstFields, wholeNumber } from './reply-fields.js';

/** How many tries are left, from ZTE's `+ZPINPUK: <pin>,<puk>` (AT+ZPINPUK=?). */
export const parsePinRetries = (
  lines: readonly string[],
): { readonly pin: number; readonly puk?: number } | undefined => {
  const [first, second] = firstFields(lines, '+ZPINPUK') ?? [];
  const pin = wholeNumber(first);
  const puk = wholeNumber(second);
  return pin === undefined ? undefined : { pin, ...(puk === undefined ? {} : { puk }) };
};
