import type { InterfaceTable } from './table.js';

/**
 * Dialtone's own word on a modem, on the same object. Causes are (id, layer, confidence, says, remedy, evidence as sentences), surest
 * first; the plan is value name → (value, who said it, which plugin); times are stage → milliseconds.
 */
export const ownModem = {
  name: 'org.dialtone.Modem1',
  methods: {},
  properties: {
    Stick: 's',
    Doing: 's',
    Stage: 's',
    Wanted: 's',
    Causes: 'a(ssdssas)',
    Plan: 'a{s(sss)}',
    Times: 'a{su}',
  },
  signals: {},
} as const satisfies InterfaceTable;

/**
 * On the root object, for every stick, also one that is no modem yet. GetSticks gives a JSON object for each, as `dialtone status --json`
 * prints it; Fact is each fact as `--json` prints it. No secret is in either.
 */
export const ownRoot = {
  name: 'org.dialtone.Dialtone1',
  methods: {
    GetSticks: { in: [], out: [{ name: 'sticks', signature: 'as' }] },
  },
  properties: { Version: 's' },
  signals: { Fact: [{ name: 'fact', signature: 's' }] },
} as const satisfies InterfaceTable;
