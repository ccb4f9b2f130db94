import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { isRegistered, simIsToBlame, wasMade } from './states.js';

const isAlive = [...wasMade, isRegistered, simIsToBlame, seen('searching', 'registration-denied', 'no-carrier')];

/** What ModemManager made of the devices that it found. */
export const deviceRules: readonly Rule[] = [
  {
    cause: 'no-usb-modem',
    when: [seen('no-modem-listed')],
    unless: isAlive,
    confidence: 0.5,
    says: 'ModemManager knows of no modem: none is plugged in, or it is not in modem mode, or it is none that ModemManager can use.',
    remedy:
      'Look whether it is on the bus, and as what: lsusb; and whether there are ports: ls /dev/ttyUSB* /dev/cdc-wdm*.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('no-usable-port')],
    unless: isAlive,
    confidence: 0.64,
    says: 'ModemManager found no port on the device that it could use[ ({sign.seen:detail})].',
    remedy:
      'Look which drivers have its interfaces (lsusb -t): a stick that shows up as a network adapter connects by itself, with DHCP on that adapter.',
  },
  {
    cause: 'unsupported-device',
    // A serial port of a device that no list has for a modem: a board, a toy, an adapter.
    when: [seen('manager-unsupported'), { fact: 'sign.seen', where: { sign: 'tty-made', by: 'the kernel' } }],
    unless: [...isAlive, { fact: 'usb.plugged' }, seen('init-failed', 'manager-unanswered')],
    confidence: 0.66,
    says: 'The device with the serial port is no modem: ModemManager can do nothing with it[ ({sign.seen:detail})].',
    remedy: 'Plug the modem in, and see with lsusb and mmcli -L whether it is there beside this device.',
  },
  {
    cause: 'unsupported-device',
    when: [seen('manager-unsupported')],
    unless: [...isAlive, seen('init-failed', 'manager-unanswered')],
    confidence: 0.5,
    says: 'ModemManager can do nothing with the device[ {sign.seen:detail}]: it has no port for commands, or is no modem.',
    remedy:
      'Look which drivers have its interfaces (lsusb -t): a stick that shows up as a network adapter connects by itself, with DHCP on that adapter.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('manager-unanswered')],
    unless: [...wasMade, simIsToBlame],
    confidence: 0.78,
    says: 'The modem does not answer the commands of ModemManager[ ({sign.seen:detail})].',
    remedy:
      'Unplug the stick for ten seconds and plug it in again; if it stays so, look whether another program has its ports: sudo fuser -v /dev/ttyUSB*.',
  },
  {
    cause: 'modem-stuck-online',
    when: [seen('modem-still-connected')],
    unless: [...wasMade, seen('connection-lost')],
    confidence: 0.78,
    says: 'The port of the modem is still in an earlier call, so no command could be sent[ ({sign.seen:detail})].',
    remedy: 'End that call: sudo systemctl restart ModemManager, or unplug the stick for ten seconds.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('start-command-unanswered')],
    unless: [...wasMade, simIsToBlame],
    confidence: 0.76,
    says: 'The port opened, and the modem answered nothing to the first command of NetworkManager[ ({sign.seen:detail})].',
    remedy:
      'Try AT on the other ports of the modem (ls /dev/ttyUSB* /dev/ttyACM*), since this one may not be for commands; then unplug it for ten seconds and plug it in again.',
  },
  {
    cause: 'wrong-port',
    when: [seen('start-command-unanswered', 'start-command-refused')],
    unless: [...wasMade, simIsToBlame],
    confidence: 0.48,
    says: 'The port that NetworkManager took may be one of the modem that is not for commands.',
    remedy: 'Try the other ports of the modem: ls -l /dev/serial/by-id tells which are there.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('start-command-refused')],
    unless: [...wasMade, simIsToBlame, seen('start-command-unanswered', 'radio-off')],
    confidence: 0.66,
    says: 'The modem answered an error to the first command of NetworkManager ({sign.seen:detail}; a silence it would call "timed out").',
    remedy:
      'Send ATZ, AT+CMEE=2 and AT+CPIN? in a terminal on that port: they tell what is refused and why. A newer NetworkManager, with ModemManager, begins in another way.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('init-failed')],
    unless: [
      ...isAlive,
      seen('manager-unanswered', 'radio-off', 'modem-locked', 'start-command-refused', 'start-command-unanswered'),
    ],
    confidence: 0.55,
    says: 'The modem could not be started[ ({sign.seen:detail})], and nothing says why.',
    remedy:
      'Unplug the stick for ten seconds and plug it in again; sudo ModemManager --debug shows at which command it fails.',
  },
  {
    cause: 'port-busy',
    when: [
      seen('manager-holds-port'),
      seen('modem-silent'),
      { fact: 'run.started', where: { by: { oneOf: ['wvdial', 'WvDial', 'chat', 'pppd'] } } },
    ],
    unless: wasMade,
    confidence: 0.84,
    says: 'ModemManager has the port too: it talks to the modem while the dialler does, and each takes the answers of the other.',
    remedy: 'Stop it for the time of the call: sudo systemctl stop ModemManager.',
  },
];
