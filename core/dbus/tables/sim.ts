import { control } from './notation.js';
import type { InterfaceTable } from './table.js';

export const simTable = {
  name: 'org.freedesktop.ModemManager1.Sim',
  methods: {
    SendPin: control('pin s'),
    SendPuk: control('puk s, pin s'),
    EnablePin: control('pin s, enabled b'),
    ChangePin: control('old_pin s, new_pin s'),
    SetPreferredNetworks: control('preferred_networks a(su)'),
  },
  properties: {
    Active: 'b',
    SimIdentifier: 's',
    Imsi: 's',
    Eid: 's',
    OperatorIdentifier: 's',
    OperatorName: 's',
    EmergencyNumbers: 'as',
    PreferredNetworks: 'a(su)',
    Gid1: 'ay',
    Gid2: 'ay',
    SimType: 'u',
    EsimStatus: 'u',
    Removability: 'u',
  },
  signals: {},
} as const satisfies InterfaceTable;
