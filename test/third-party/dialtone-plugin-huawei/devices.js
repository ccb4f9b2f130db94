import { defineDevicePlugin } from '@dialtone/plugins';
import { e173Twin } from './e173-twin.js';

/** @type {import('@dialtone/plugins').DeviceSource} */
const e173 = {
  id: 'e173',
  model: 'E173',
  source:
    'Ids: dmesg and lsusb of E173 users (12d1:1446, later 12d1:1001 on interfaces 0, 1 and 2). Switch message and the modem port if00: an E173 set-up for ' +
    'a Raspberry Pi with usb_modeswitch and pppd; usb-modeswitch-data 20191128 lists 1001 among the ids that 1446 becomes. Ports: chan_dongle takes ' +
    'interface 2 of 12d1:1001 for commands; the order modem, diagnostics, PC UI is that of the MU609 application guide. AT+CGMM: wader.',
  match: {
    usb: [
      { vendor: '12d1', product: '1446' },
      { vendor: '12d1', product: '1001' },
    ],
    // E169, E1550, E1750 and many more have these two ids as well.
    model: ['E173'],
  },
  modeSwitch: {
    method: 'message',
    message: '55534243123456780000000000000011062000000100000000000000000000',
    becomes: ['1001'],
  },
  // The modem port answers commands too. The one for commands (PC UI) stays free for them while the call is up. 3 and 4 are CD-ROM and card reader.
  ports: { 0: 'data', 1: 'diag', 2: 'at' },
  init: [
    {
      send: 'AT^CURC=0',
      because:
        'it reports signal and traffic every few seconds on the port for commands; ModemManager quiets Huaweis in the same way',
      // Older firmware answers COMMAND NOT SUPPORT: the lines are dropped anyway.
      optional: true,
      limitSeconds: 3,
    },
  ],
  // Prefixes as ModemManager's Huawei support ignores them; the modes as wader and chan_dongle read them.
  unsolicited: {
    '^RSSI:': 'drop',
    '^DSFLOWRPT:': 'drop',
    '^BOOT:': 'drop',
    '^STIN:': 'drop',
    '^SRVST:': 'drop',
    '^SIMST:': 'drop',
    '^MODE:': {
      mode: {
        '0,0': 'No Service',
        '3,1': 'GSM',
        '3,2': 'GPRS',
        '3,3': 'EDGE',
        '5,4': 'UMTS',
        '5,5': 'HSDPA',
        '5,6': 'HSUPA',
        '5,7': 'HSPA',
        '5,9': 'HSPA+',
      },
    },
  },
  quirks: [
    {
      id: 'automatic-mode',
      because:
        'a stick that another program left in 2G only (13) or 3G only (14) finds no network where that mode has gone',
      when: 'sim-ready',
      *run() {
        const answer = yield { send: 'AT^SYSCFG?' };
        const [, rest] = /^\^SYSCFG:\s*1[34],\d,([0-9A-F]+,\d,\d)$/i.exec(answer.lines[0] ?? '') ?? [];
        // 2,0 is automatic (wader); bands, roaming and domain stay as they are.
        if (rest !== undefined) yield { send: `AT^SYSCFG=2,0,${rest}` };
      },
    },
  ],
  // An E173 (firmware 11.126.16.00.715) that answered nothing on any call was brought back by a USB reset, as a user's notes on "usbreset" tell.
  recovery: [
    { on: 'init.no-reply', action: 'usb-reset', upTo: 2 },
    { on: 'dial.no-reply', action: 'usb-reset', upTo: 1 },
  ],
  diagnoses: [
    {
      cause: 'modem-not-responding',
      when: [
        { fact: 'device.recognised', where: { plugin: 'huawei' } },
        { fact: 'walk.ended', where: { exit: { oneOf: ['init.no-reply', 'dial.no-reply'] } } },
      ],
      confidence: 0.9,
      says: 'This Huawei stick has stopped answering. E173s are known to hang, most often after they were online for a long time.',
      remedy: 'Unplug the stick, wait ten seconds, and plug it straight into the computer, not into a hub.',
    },
    {
      cause: 'not-mode-switched',
      when: [
        { fact: 'device.recognised', where: { plugin: 'huawei' } },
        { fact: 'usb.returned' },
        { fact: 'walk.ended', where: { exit: 'modeswitch.unchanged' } },
      ],
      confidence: 0.9,
      says:
        'This Huawei stick left its CD-ROM mode and came back as {usb.returned:vendor}:{usb.returned:product}, which is another model than the one that ' +
        'is known here: many Huaweis begin as 12d1:1446.',
      remedy: 'Tell the author of dialtone-plugin-huawei that id and the model that is printed on the stick.',
    },
  ],
  twin: e173Twin,
};

export default defineDevicePlugin({ contract: 1, vendor: 'Huawei', devices: [e173] });
