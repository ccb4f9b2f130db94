import { type DeviceSource, quietStorage } from '@dialtone/plugins';
import { mf627Twin } from './twin.js';
import { zteStick } from './zte-stick.js';

/** The stick that the project began with: ZTE MF627, sold by Three UK from 2008 on (HSDPA, Qualcomm MSM6246). */
export const mf627: DeviceSource = {
  id: 'mf627',
  model: 'MF627',
  source:
    'forum thread of May 2009 (dmesg: interfaces 0, 1 and 3 are serial, 2 is a card reader; 19d2:2000 becomes 0031); ' +
    "ModemManager's ZTE port types (data 3, commands 1); usb-modeswitch-data (19d2:2000 leaves by eject)",
  match: {
    usb: [
      { vendor: '19d2', product: '2000' },
      { vendor: '19d2', product: '0031' },
    ],
    // MF626, MF636, MF637U, MF110 and MF112 have the id 0031 as well: the family zte-03-01 takes them.
    model: ['MF627'],
  },
  extends: [quietStorage(), zteStick()],
  modeSwitch: { method: 'eject', becomes: ['0031'] },
  // Interface 2 is the card reader, so ttyUSB2 is interface 3: the trap of the thread, whose vendor's sample named ttyUSB1.
  ports: { 0: 'diag', 1: 'at', 3: 'data' },
  init: [{ send: 'AT+CFUN=1', because: 'it wakes with the radio off' }],
  twin: mf627Twin,
};
