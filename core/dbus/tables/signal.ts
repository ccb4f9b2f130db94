import { control } from './notation.js';
import type { InterfaceTable } from './table.js';

export const signalTable = {
  name: 'org.freedesktop.ModemManager1.Modem.Signal',
  methods: { Setup: control('rate u'), SetupThresholds: control('settings a{sv}') },
  properties: {
    Rate: 'u',
    RssiThreshold: 'u',
    ErrorRateThreshold: 'b',
    Cdma: 'a{sv}',
    Evdo: 'a{sv}',
    Gsm: 'a{sv}',
    Umts: 'a{sv}',
    Lte: 'a{sv}',
    Nr5g: 'a{sv}',
  },
  signals: {},
} as const satisfies InterfaceTable;
