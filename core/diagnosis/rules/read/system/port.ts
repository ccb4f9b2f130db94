import type { FactPattern, Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { modemAnswers } from './patterns.js';

const wasUp = call({ ipcp: 'up' });

const silent = seen('modem-silent', 'chat-unanswered', 'no-port-answered');
const portSet = (name: string): FactPattern => ({
  fact: 'config.read',
  where: { key: { oneOf: ['Modem', 'device'] }, value: { contains: name } },
});
/** Of these the first port is for diagnosis, and the one named takes commands. */
const diagnosisFirst = [
  { vendor: '2c7c', use: '/dev/ttyUSB2' },
  { vendor: '1e0e', use: '/dev/ttyUSB2' },
  { vendor: '19d2', use: '/dev/ttyUSB1 or /dev/ttyUSB2' },
] as const;

/** Whether the port can be opened, and is the right one. */
export const portRules: readonly Rule[] = [
  {
    cause: 'port-permission',
    when: [seen('port-not-permitted')],
    unless: [wasUp],
    confidence: 0.93,
    says: 'This user may not open the port[ {sign.seen:detail}].',
    remedy:
      'Add the user to the group of the port and log in again: sudo usermod -aG dialout $USER (on some systems the group is uucp).',
  },
  {
    cause: 'port-busy',
    when: [seen('port-busy')],
    unless: [wasUp],
    confidence: 0.92,
    says: 'Another program has the port open[ ({sign.seen:detail})].',
    remedy: 'See who it is with sudo fuser -v /dev/ttyUSB*, and stop it, e.g. sudo systemctl stop ModemManager.',
  },
  {
    cause: 'port-busy',
    when: [seen('port-locked')],
    unless: [wasUp],
    confidence: 0.9,
    says: 'There is a lock on the port[ ({sign.seen:detail})]: another program has it, or one died and left its lock.',
    remedy:
      'See who has it with sudo fuser -v /dev/ttyUSB*; if nobody does, remove the lock file /var/lock/LCK..ttyUSB* of that port.',
  },
  {
    cause: 'port-busy',
    when: [seen('modem-silent', 'chat-unanswered', 'chat-alarm', 'foreign-command'), seen('port-held')],
    unless: [...modemAnswers],
    confidence: 0.88,
    says: 'Another program has the port open and takes the answers of the modem[ ({sign.seen:detail})].',
    remedy: 'Stop it before you dial, e.g. sudo systemctl stop ModemManager.',
  },
  {
    cause: 'port-busy',
    when: [seen('modem-silent'), seen('port-held')],
    unless: [{ fact: 'dial.connected' }],
    confidence: 0.7,
    says: 'The modem answered some commands and not others, while another program had the port open and took its answers[ ({sign.seen:detail})].',
    remedy: 'Stop it before you dial, e.g. sudo systemctl stop ModemManager.',
  },
  {
    cause: 'port-missing',
    when: [seen('port-missing'), seen('tty-made')],
    unless: [...modemAnswers],
    confidence: 0.9,
    says: 'The port in the configuration does not exist; the modem has another one[ ({sign.seen:detail})].',
    remedy:
      'See with ls /dev/ttyUSB* /dev/ttyACM* which ports there are, and name one of them as Modem in wvdial.conf or in the peers file.',
  },
  {
    cause: 'port-missing',
    when: [seen('port-without-device')],
    unless: [wasUp, ...modemAnswers],
    confidence: 0.55,
    says: 'The port {sign.seen:detail} may have gone again by the time when it was opened.',
    remedy: 'Watch with dmesg -w whether the modem stays on the bus, and look with ls whether the port is still there.',
  },
  {
    cause: 'port-missing',
    when: [seen('port-came-late')],
    unless: [wasUp, ...modemAnswers],
    confidence: 0.86,
    says: 'The port {sign.seen:detail} was not there when it was opened, and is there at another time: it came late, or it comes and goes.',
    remedy:
      'Wait until ls shows it, and dial again; if that fails too, see with dmesg -w whether it stays, and with lsusb -t which driver has it.',
  },
  {
    cause: 'port-missing',
    when: [seen('port-missing')],
    unless: [wasUp],
    confidence: 0.82,
    says: 'The port[ {sign.seen:detail}] does not exist.',
    remedy:
      'See with ls /dev/ttyUSB* /dev/ttyACM* which ports there are; if none, see with lsusb and dmesg whether the modem is there and what it became.',
  },
  {
    cause: 'wrong-port',
    when: [portSet('/dev/ttyS'), silent, seen('tty-made')],
    unless: [...modemAnswers],
    confidence: 0.88,
    says: 'The configuration names a port of the mainboard, where nothing answers; the modem has ports of its own[ ({sign.seen:detail})].',
    remedy: 'Name a port of the modem instead, e.g. Modem = /dev/ttyUSB0 in wvdial.conf.',
  },
  ...diagnosisFirst.map(
    ({ vendor, use }): Rule => ({
      cause: 'wrong-port',
      when: [portSet('/dev/ttyUSB0'), silent, { fact: 'usb.described', where: { vendor, mode: 'modem' } }],
      unless: [...modemAnswers],
      confidence: 0.86,
      says: 'The first port of this modem is for diagnosis and takes no AT commands.',
      remedy: `Use another of its ports: ${use}.`,
    }),
  ),
];
