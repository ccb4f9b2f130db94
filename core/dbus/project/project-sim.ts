import type { SessionState } from '../../facts/session-state.js';
import type { StickView } from '../behind.js';
import type { simTable } from '../tables/sim.js';
import type { PropertiesOf } from './properties-of.js';
import { isLocked } from './sim-lock.js';

/** NetworkManager reads a SIM's numbers once for each path that comes: so an open one is there when they have been read. */
export const hasSim = (session: SessionState): boolean =>
  !session.sim.missing && (session.sim.read || isLocked(session));

/** org.freedesktop.ModemManager1.Sim; whether it can be taken out, and of which kind it is, nobody tells. */
export const projectSim = ({ session, identity }: StickView): PropertiesOf<typeof simTable> => ({
  Active: true,
  SimIdentifier: identity.iccid ?? '',
  Imsi: identity.imsi ?? '',
  Eid: '',
  OperatorIdentifier: identity.mccmnc ?? '',
  OperatorName: session.carrier?.name ?? '',
  EmergencyNumbers: [],
  PreferredNetworks: [],
  Gid1: new Uint8Array(),
  Gid2: new Uint8Array(),
  SimType: 0,
  EsimStatus: 0,
  Removability: 0,
});
