import type { SessionState } from '../../facts/session-state.js';
import type { Wanted } from '../../facts/wanted.js';
import type { StickView } from '../behind.js';
import type { FaceModem } from '../face-state.js';
import { isRegistered, isSearching, servingOperator } from './registration.js';
import { failedReason, isLocked } from './sim-lock.js';

/** MMModemState. */
export const state = {
  failed: -1,
  locked: 2,
  disabled: 3,
  disabling: 4,
  enabling: 5,
  enabled: 6,
  searching: 7,
  registered: 8,
  disconnecting: 9,
  connecting: 10,
  connected: 11,
} as const;

type Standing = Pick<StickView, 'session' | 'wanted'>;

/**
 * NetworkManager takes a fall from CONNECTING or above for the loss of the call. So a call that is being made stays CONNECTING through every
 * repair, whatever the SIM and the network say meanwhile, and a link that died falls below at once.
 */
export const modemState = ({ session, wanted }: Standing, face: FaceModem): number => {
  if (failedReason(session) !== 0) return state.failed;
  const low = isLow(wanted);
  if (!low && face.call === 'connecting' && isCalling(session)) return state.connecting;
  if (isLocked(session)) return state.locked;
  if (face.enabling === 'disabling' || (low && session.link)) return state.disabling;
  if (low) return state.disabled;
  if (face.call === 'disconnecting') return state.disconnecting;
  if (face.call === 'connected' && session.link) return state.connected;
  return idleState(session);
};

/** Disabled, in the words of those who ask. */
export const isLow = ({ level }: Wanted): boolean => level === 'off' || level === 'standby';

/** What comes before the dialling is done, or was done before: a repair forgets the registration, and never the plan. */
const isCalling = (session: SessionState): boolean => isRegistered(session) || session.plan !== undefined;

/** Without a call. REGISTERED promises the code of the network: NetworkManager looks for an APN by it at that moment. */
const idleState = (session: SessionState): number => {
  if (isRegistered(session)) return servingOperator(session).code ? state.registered : state.searching;
  if (isSearching(session)) return state.searching;
  if (session.steps.includes('apply-steps')) return state.enabled;
  return session.doing === 'pausing' ? state.disabled : state.enabling;
};
