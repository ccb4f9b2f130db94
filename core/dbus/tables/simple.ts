import { anybody, control } from './notation.js';
import type { InterfaceTable } from './table.js';

export const simpleTable = {
  name: 'org.freedesktop.ModemManager1.Modem.Simple',
  methods: {
    Connect: control('properties a{sv}', 'bearer o'),
    Disconnect: control('bearer o'),
    GetStatus: anybody('', 'properties a{sv}'),
  },
  properties: {},
  signals: {},
} as const satisfies InterfaceTable;
