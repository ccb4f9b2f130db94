import type { FactPayloads } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';

type Told = Pick<SessionState, 'registration' | 'operator'>;
type Status = FactPayloads['registration.changed'];

/** A network serves packet data; voice decides only where nothing else has been heard of. */
export const isRegistered = ({ registration: { packet, eps, circuit } }: Told): boolean =>
  [packet, eps].some((domain) => domain?.registered) || (!packet && !eps && circuit?.registered === true);

/** Any network serves anything. */
export const isServed = (session: Told): boolean => domains(session).some(({ registered }) => registered);

export const isSearching = (session: Told): boolean => domains(session).some(({ status }) => status === searching);

/** MMModem3gppRegistrationState: the numbers of TS 27.007; packet data speaks first, and what is registered before what is not. */
export const registrationState = (session: Told): number => {
  const known = domains(session);
  const { status = unknown } =
    known.find(({ registered }) => registered) ?? known.find((domain) => domain.status === searching) ?? known[0] ?? {};
  return status <= highest ? status : unknown;
};

/** MMModem3gppPacketServiceState: 0 unknown, 1 detached, 2 attached. */
export const packetServiceState = ({ registration: { packet, eps } }: Told): number => {
  const known = [packet, eps].filter((domain) => domain !== undefined);
  if (known.length === 0) return 0;
  return known.some(({ registered }) => registered) ? 2 : 1;
};

/** The network that serves the modem now: what was heard of it before is not told on. */
export const servingOperator = (session: Told): NonNullable<SessionState['operator']> =>
  isServed(session) ? (session.operator ?? {}) : {};

const searching = 2;
const unknown = 4;
/** ATTACHED_RLOS. */
const highest = 11;

const domains = ({ registration: { packet, eps, circuit } }: Told): readonly Status[] =>
  [packet, eps, circuit].filter((domain) => domain !== undefined);
