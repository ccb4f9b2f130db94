import type { SessionState } from '../../facts/session-state.js';
import type { StickView } from '../behind.js';
import { primaryPort } from './ports.js';
import { hasSim } from './project-sim.js';
import { failedReason, pinState } from './sim-lock.js';

/**
 * Known well enough to be shown as a modem for the first time: its port, what it is, and whether it has a SIM. NetworkManager reads most of it
 * only once, and ignores for good what comes without a port.
 */
export const isModem = ({ session }: Pick<StickView, 'session'>): boolean =>
  primaryPort(session) !== undefined && isIdentified(session) && isSimKnown(session);

/** A walk that ended early may never have asked: then its plugin's word is all there will be. */
const isIdentified = ({ modem, device, lastExit, doing }: SessionState): boolean =>
  modem !== undefined || (device !== undefined && lastExit !== undefined && doing !== 'walking');

/** An open one is read in the next moment, and NetworkManager reads its numbers as soon as it sees the modem. */
const isSimKnown = (session: SessionState): boolean =>
  hasSim(session) || failedReason(session) !== 0 || (pinState(session) !== undefined && session.doing !== 'walking');
