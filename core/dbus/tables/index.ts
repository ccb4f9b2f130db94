import { bearerTable } from './bearer.js';
import { modemTable } from './modem.js';
import { modem3gppTable } from './modem3gpp.js';
import { ownModem, ownRoot } from './own.js';
import { rootTable } from './root.js';
import { signalTable } from './signal.js';
import { simTable } from './sim.js';
import { simpleTable } from './simple.js';
import type { InterfaceTable } from './table.js';

/** ModemManager's interfaces that Dialtone serves, whole; test/lab holds them equal to ModemManager's own XML. */
export const modemManagerTables: readonly InterfaceTable[] = [
  rootTable,
  modemTable,
  simpleTable,
  modem3gppTable,
  simTable,
  bearerTable,
  signalTable,
];

/** Every interface that Dialtone serves, the bus's own ones apart. */
export const tables: readonly InterfaceTable[] = [...modemManagerTables, ownModem, ownRoot];
