import type { Fault } from './fault.js';
import { withDigits } from './repairs.js';

/** What is wrong with the speed of a serial port. */
export const lintSpeed = (speed: string): readonly Fault[] => {
  const text = speed.trim().replace(/^["']|["']$/g, '');
  if (known.has(Number(text))) return [];
  const digits = withDigits(text);
  if (digits !== text && known.has(Number(digits))) return [{ flaw: 'letter-for-digit', better: digits }];
  return [{ flaw: 'speed-odd', better: '115200' }];
};

/** What termios knows, of the fast ones those that USB modems are set to. */
const known: ReadonlySet<number> = new Set([
  300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 500000, 576000, 921600, 1000000,
  1152000, 1500000, 2000000, 2500000, 3000000, 3500000, 4000000,
]);
