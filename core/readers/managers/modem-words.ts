import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';

/** ModemManager's name of a lock; those of the second PIN keep nobody from connecting. */
export const lockFacts = (by: string, lock: string): readonly ReadFact[] => {
  const sign = signBy(by);
  const name = lock.toLowerCase();
  if (name === 'sim-pin') return sign('sim-pin', lock);
  if (name === 'sim-puk') return sign('sim-puk', lock);
  if (/^ph-/.test(name)) return sign('sim-locked-to-network', lock);
  return [];
};

/** ModemManager's name of a state of registration, as TS 27.007 numbers it. */
export const registrationFacts = (by: string, state: string): readonly ReadFact[] => {
  const name = state.toLowerCase();
  const sign = signBy(by);
  if (name === 'searching') return sign('searching');
  if (name === 'idle') return sign('registration-idle');
  if (name === 'denied' || name === 'emergency-only') return sign('registration-denied', state);
  return /^(?:home|roaming)/.test(name) ? sign('registered', state) : [];
};
