import { call, seen } from '../patterns.js';

/** The managers say that the call was made. */
export const isUp = seen('activated', 'call-connected');
/** A call was made, by whomever: so the modem, the SIM and the network were in order. */
export const wasMade = [isUp, call({ dial: 'connect' }), call({ lcp: 'opened' })];
/** The network took the SIM: whatever was said of them before has passed. */
export const isRegistered = seen('registered');
/** Something sure was said of the SIM. */
export const simIsToBlame = seen(
  'sim-missing',
  'sim-unreadable',
  'sim-pin',
  'sim-puk',
  'sim-locked-to-network',
  'pin-refused',
);
export const isFailed = seen('activation-failed');
