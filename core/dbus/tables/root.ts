import { administer } from './notation.js';
import type { InterfaceTable } from './table.js';

/**
 * The release whose interfaces these tables are, told as `Version`: clients read it to know what they may ask for (fwupd wants 1.10 at least,
 * NetworkManager and mmcli print it). Dialtone's own version is on its own interface.
 */
export const servedVersion = '1.20.4';

/** ModemManager's own object. */
export const rootTable = {
  name: 'org.freedesktop.ModemManager1',
  methods: {
    ScanDevices: administer(),
    SetLogging: administer('level s'),
    ReportKernelEvent: administer('properties a{sv}'),
    InhibitDevice: administer('uid s, inhibit b'),
  },
  properties: { Version: 's' },
  signals: {},
} as const satisfies InterfaceTable;
