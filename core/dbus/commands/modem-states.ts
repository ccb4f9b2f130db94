import { state } from '../project/modem-state.js';
import { modemError } from '../wire/values.js';
import type { HeldModem } from './held-modem.js';

/** Throws Core.WrongState, in ModemManager's words, while the modem has not come so far. */
export const mustHaveReached = (modem: HeldModem, least: keyof typeof state): void => {
  const now = modem.state();
  if (now < state[least]) throw modemError('Core.WrongState', `modem in ${nameOf(now)} state`);
};

const nameOf = (number: number): string => Object.entries(state).find(([, it]) => it === number)?.[0] ?? 'unknown';
