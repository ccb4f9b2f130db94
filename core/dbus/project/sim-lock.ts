import type { ExitCode } from '@dialtone/plugins';
import type { SessionState } from '../../facts/session-state.js';

type Told = Pick<SessionState, 'sim' | 'lastExit'>;

/** MMModemLock: what the SIM waits for, 0 while nobody knows, 1 for nothing. */
export const unlockRequired = (session: Told): number => locks[pinState(session) ?? '']?.lock ?? 0;

/** MMModem3gppFacility: the lock that is known to be switched on because it is asked for. Which others are, nobody has told. */
export const enabledLocks = (session: Told): number => locks[pinState(session) ?? '']?.facility ?? 0;

/** Nothing goes before somebody has opened it. The second PIN guards a few settings of telephones. */
export const isLocked = (session: Told): boolean =>
  ![0, 1, 3, 5].includes(unlockRequired(session)) || isPersonal(session);

/** MMModemStateFailedReason: 0 none, 2 there is no SIM, 3 there is one and it cannot be read. */
export const failedReason = (session: Told): number => {
  if (session.sim.missing) return 2;
  return pinState(session) === undefined && session.lastExit?.exit === 'init.sim-busy' ? 3 : 0;
};

/** As +CPIN? says it. Some say it by refusing the question, and then the exit is all that tells. */
export const pinState = ({ sim, lastExit }: Told): string | undefined => {
  if (sim.missing) return undefined;
  return sim.state ?? (lastExit && byExit[lastExit.exit]);
};

const byExit: { readonly [Exit in ExitCode]?: string } = {
  'init.pin-required': 'SIM PIN',
  'init.puk-required': 'SIM PUK',
};

/** ModemManager has no number for some of them, such as PH-SIM PUK. */
const isPersonal = (session: Told): boolean => pinState(session)?.startsWith('PH-') ?? false;

/** By the word of +CPIN? (TS 27.007, 8.3): MMModemLock, and the bit of the facility that asks. */
const locks: Readonly<Record<string, { readonly lock: number; readonly facility?: number }>> = {
  READY: { lock: 1 },
  'SIM PIN': { lock: 2, facility: 1 },
  'SIM PIN2': { lock: 3 },
  'SIM PUK': { lock: 4, facility: 1 },
  'SIM PUK2': { lock: 5 },
  'PH-SP PIN': { lock: 6, facility: 64 },
  'PH-SP PUK': { lock: 7, facility: 64 },
  'PH-NET PIN': { lock: 8, facility: 16 },
  'PH-NET PUK': { lock: 9, facility: 16 },
  'PH-SIM PIN': { lock: 10, facility: 4 },
  'PH-CORP PIN': { lock: 11, facility: 128 },
  'PH-CORP PUK': { lock: 12, facility: 128 },
  'PH-FSIM PIN': { lock: 13, facility: 8 },
  'PH-FSIM PUK': { lock: 14, facility: 8 },
  'PH-NETSUB PIN': { lock: 15, facility: 32 },
  'PH-NETSUB PUK': { lock: 16, facility: 32 },
};
