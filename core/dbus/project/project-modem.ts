import type { SessionState } from '../../facts/session-state.js';
import { bearerPath, simPath } from '../face-state.js';
import type { modemTable } from '../tables/modem.js';
import { accessTechnologies } from './access-technology.js';
import { deviceIdentifier } from './device-identifier.js';
import { isLow, modemState } from './modem-state.js';
import { driversOf, portsOf, primaryPort } from './ports.js';
import { hasSim } from './project-sim.js';
import type { PropertiesOf } from './properties-of.js';
import type { ShownModem } from './shown-modem.js';
import { failedReason, unlockRequired } from './sim-lock.js';

/** org.freedesktop.ModemManager1.Modem: what nobody has told is empty, and what never changes says what Dialtone does (one bearer, IPv4). */
export const projectModem = ({ behind, view, face }: ShownModem): PropertiesOf<typeof modemTable> => {
  const { session, identity, wanted } = view;
  const { modem, device, signal } = session;
  return {
    Sim: hasSim(session) ? simPath(face.simIndex) : '/',
    SimSlots: [],
    PrimarySimSlot: 0,
    Bearers: face.bearers.map(({ index }) => bearerPath(index)),
    SupportedCapabilities: [capabilities(session)],
    CurrentCapabilities: capabilities(session),
    MaxBearers: 1,
    MaxActiveBearers: 1,
    MaxActiveMultiplexedBearers: 0,
    Manufacturer: modem?.manufacturer ?? '',
    Model: modem?.model ?? device?.model ?? '',
    Revision: modem?.revision ?? '',
    CarrierConfiguration: '',
    CarrierConfigurationRevision: '',
    HardwareRevision: '',
    DeviceIdentifier: deviceIdentifier(view),
    Device: behind.device,
    Drivers: driversOf(session),
    Plugin: device?.plugin ?? '',
    PrimaryPort: primaryPort(session) ?? '',
    Ports: portsOf(session),
    EquipmentIdentifier: identity.imei ?? '',
    UnlockRequired: unlockRequired(session),
    UnlockRetries: unlockRetries(session),
    State: modemState(view, face),
    StateFailedReason: failedReason(session),
    AccessTechnologies: accessTechnologies(session),
    SignalQuality: [signal?.percent ?? 0, signal !== undefined && !isLow(wanted)],
    OwnNumbers: identity.ownNumbers ?? [],
    PowerState: session.radio === undefined ? power.unknown : power[session.radio],
    SupportedModes: [anyMode],
    CurrentModes: anyMode,
    SupportedBands: [],
    CurrentBands: [],
    SupportedIpFamilies: ipv4,
  };
};

/** MMModemCapability: GSM and UMTS, and LTE where the modem has told of its registration there. NetworkManager takes 4 for a "gsm" device. */
const capabilities = ({ registration }: SessionState): number => (registration.eps === undefined ? 4 : 4 | 8);

/** MMModemLock of the SIM's PIN and PUK → tries left. */
const unlockRetries = ({ sim: { retries } }: SessionState): Readonly<Record<string, number>> => ({
  ...(retries === undefined ? {} : { 2: retries.pin }),
  ...(retries?.puk === undefined ? {} : { 4: retries.puk }),
});

/** MMModemPowerState. */
const power = { unknown: 0, off: 2, on: 3 } as const;

/** Allowed and preferred, as ModemManager gives them where it cannot tell: any, none. */
const anyMode = [0xffffffff, 0] as const;

/** MMBearerIpFamily. With more of them NetworkManager tries a failed call once for each. */
const ipv4 = 1;
