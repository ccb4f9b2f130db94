import type { StickView } from '../behind.js';
import type { modem3gppTable } from '../tables/modem3gpp.js';
import type { PropertiesOf } from './properties-of.js';
import { packetServiceState, registrationState, servingOperator } from './registration.js';
import { enabledLocks } from './sim-lock.js';

/** org.freedesktop.ModemManager1.Modem.Modem3gpp */
export const projectModem3gpp = ({ session, identity }: StickView): PropertiesOf<typeof modem3gppTable> => {
  const operator = servingOperator(session);
  return {
    Imei: identity.imei ?? '',
    RegistrationState: registrationState(session),
    OperatorCode: operator.code ?? '',
    OperatorName: operator.name ?? '',
    EnabledFacilityLocks: enabledLocks(session),
    SubscriptionState: 0,
    EpsUeModeOperation: 0,
    Pco: [],
    InitialEpsBearer: '/',
    InitialEpsBearerSettings: {},
    PacketServiceState: packetServiceState(session),
    Nr5gRegistrationSettings: {},
  };
};
