import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { callUp, connected, modemAnswered } from './patterns.js';

/** Whether there is a modem behind the port, and in command mode. */
export const portRules: readonly Rule[] = [
  {
    cause: 'wrong-port',
    when: [seen('gps-sentences')],
    unless: [modemAnswered, connected],
    confidence: 0.9,
    says: 'This port gives the positions of a GPS receiver and takes no AT commands.',
    remedy:
      'Use another of its ports, e.g. /dev/ttyUSB0 or /dev/ttyUSB2; ls -l /dev/serial/by-id tells which are there.',
  },
  {
    cause: 'wrong-port',
    when: [seen('diagnostic-frames')],
    unless: [modemAnswered, connected, seen('modem-in-data-mode')],
    confidence: 0.8,
    says: 'This port is the one for diagnosis: it answers AT commands with short binary frames.',
    remedy:
      'Use another of its ports, e.g. /dev/ttyUSB1 or /dev/ttyUSB2; if it has no other, see with lsusb -t which driver has the modem: option makes a port of each interface.',
  },
  {
    cause: 'wrong-port',
    when: [seen('reports-only')],
    unless: [modemAnswered, connected, seen('modem-in-data-mode')],
    confidence: 0.64,
    says: 'This port gives the reports of the modem and does not answer commands.',
    remedy:
      'Name another of its ports as Modem, e.g. /dev/ttyUSB2 or /dev/ttyUSB0; if the same happens there, stop what else asks the modem (systemctl stop ModemManager).',
  },
  {
    cause: 'wrong-port',
    when: [seen('port-dead')],
    unless: [modemAnswered, connected],
    confidence: 0.62,
    says: 'There is no working serial port behind the name in the configuration.',
    remedy:
      'See with ls /dev/ttyUSB* /dev/ttyACM* which ports the modem has, and name one of them as Modem in wvdial.conf.',
  },
  {
    cause: 'modem-stuck-online',
    when: [seen('modem-in-data-mode')],
    unless: [connected],
    confidence: 0.92,
    says: 'The modem is still in the data mode of an earlier call: PPP frames come where answers to AT commands should be.',
    remedy: 'Unplug the modem for ten seconds and plug it in again, or end the old call with: poff -a; killall pppd.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('modem-silent')],
    unless: [modemAnswered, connected, seen('modem-in-data-mode', 'gps-sentences')],
    confidence: 0.8,
    says: 'The port opens, but nothing on it answers AT commands.',
    remedy:
      'Try the other ports of the modem (ls /dev/ttyUSB*), then unplug it for ten seconds and plug it in again; see that ModemManager is stopped.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('modem-silent')],
    unless: [connected, seen('modem-in-data-mode', 'gps-sentences')],
    confidence: 0.64,
    says: 'The modem answered at first and then stopped answering AT commands.',
    remedy:
      'Unplug the modem for ten seconds and plug it in again; see that no other program, like ModemManager, uses the port.',
  },
  {
    cause: 'modem-not-responding',
    // How the call before it ended says more of what is wrong.
    when: [seen('modem-silent-since')],
    unless: [connected, seen('modem-in-data-mode')],
    confidence: 0.55,
    says: 'After the call had ended, the modem did not answer any more when it was dialled again.',
    remedy: 'Unplug the modem for ten seconds and plug it in again; then look at how the call before ended.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('chat-unanswered')],
    unless: [modemAnswered, connected, seen('modem-in-data-mode', 'gps-sentences')],
    confidence: 0.78,
    says: 'The port opens, but not one byte came back to the AT commands.',
    remedy: 'Try the other ports of the modem (ls /dev/ttyUSB*), then unplug it for ten seconds and plug it in again.',
  },
  {
    cause: 'port-busy',
    when: [seen('foreign-command')],
    unless: [connected, callUp],
    confidence: 0.84,
    says: 'Another program talks to the modem at the same time: {sign.seen:detail} came in between.',
    remedy:
      'Stop it while you dial: systemctl stop ModemManager, and see with fuser /dev/ttyUSB* who else has the port.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('port-not-written')],
    unless: [modemAnswered, connected, callUp],
    confidence: 0.63,
    says: 'Nothing could be written to the port of the modem.',
    remedy: 'Unplug the modem for ten seconds and plug it in again; then try its other ports (ls /dev/ttyUSB*).',
  },
  {
    cause: 'wrong-port',
    when: [seen('modem-silent', 'chat-unanswered')],
    unless: [modemAnswered, connected, seen('modem-in-data-mode')],
    confidence: 0.5,
    says: 'The port may be one of the modem that is not for AT commands.',
    remedy: 'Try the other ports of the modem: ls -l /dev/serial/by-id tells which are there.',
  },
  {
    cause: 'modem-not-responding',
    when: [seen('no-port-answered')],
    unless: [seen('modem-found'), modemAnswered, connected],
    confidence: 0.68,
    says: 'The modem has serial ports, and none of them answered AT commands[ ({sign.seen:detail})].',
    remedy:
      'Stop what may hold them (systemctl stop ModemManager), plug the modem in again, and search once more with: wvdialconf.',
  },
  {
    cause: 'no-usb-modem',
    when: [seen('no-modem-found')],
    unless: [seen('modem-found'), modemAnswered, connected],
    confidence: 0.6,
    says: 'No modem was found, and no serial port of a USB modem was there to be searched.',
    remedy: 'See with lsusb whether the modem is on the bus, and with dmesg whether it got a port like ttyUSB0.',
  },
];
