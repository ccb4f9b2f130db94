import { control } from './notation.js';
import type { InterfaceTable } from './table.js';

export const modem3gppTable = {
  name: 'org.freedesktop.ModemManager1.Modem.Modem3gpp',
  methods: {
    Register: control('operator_id s'),
    Scan: control('', 'results aa{sv}'),
    SetEpsUeModeOperation: control('mode u'),
    SetInitialEpsBearerSettings: control('settings a{sv}'),
    SetNr5gRegistrationSettings: control('properties a{sv}'),
    DisableFacilityLock: control('properties (us)'),
    SetPacketServiceState: control('state u'),
  },
  properties: {
    Imei: 's',
    RegistrationState: 'u',
    OperatorCode: 's',
    OperatorName: 's',
    EnabledFacilityLocks: 'u',
    SubscriptionState: 'u',
    EpsUeModeOperation: 'u',
    Pco: 'a(ubay)',
    InitialEpsBearer: 'o',
    InitialEpsBearerSettings: 'a{sv}',
    PacketServiceState: 'u',
    Nr5gRegistrationSettings: 'a{sv}',
  },
  signals: {},
} as const satisfies InterfaceTable;
