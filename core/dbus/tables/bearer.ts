import { control } from './notation.js';
import type { InterfaceTable } from './table.js';

export const bearerTable = {
  name: 'org.freedesktop.ModemManager1.Bearer',
  methods: { Connect: control(), Disconnect: control() },
  properties: {
    Interface: 's',
    Connected: 'b',
    ConnectionError: '(ss)',
    Suspended: 'b',
    Multiplexed: 'b',
    Ip4Config: 'a{sv}',
    Ip6Config: 'a{sv}',
    Stats: 'a{sv}',
    ReloadStatsSupported: 'b',
    IpTimeout: 'u',
    BearerType: 'u',
    ProfileId: 'i',
    Properties: 'a{sv}',
  },
  signals: {},
} as const satisfies InterfaceTable;
