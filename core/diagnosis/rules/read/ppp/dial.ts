import type { Rule } from '@dialtone/plugins';
import { simUnfit } from '../dialler/patterns.js';
import { call, exited, seen } from '../patterns.js';

/** What an error is due to where it is known, or that the call was made after all: the command is not to blame then. */
const excused = [
  ...simUnfit,
  seen('radio-switched-off', 'radio-held-off', 'network-refused', 'pin-not-taken'),
  call({ lcp: ['opened', 'silent', 'loopback', 'refused'] }),
  call({ dial: 'connect' }),
];

/** Where the connect script says how far it came. */
export const dialRules: readonly Rule[] = [
  {
    cause: 'usb-disconnect-loop',
    when: [seen('port-vanished')],
    confidence: 0.6,
    says: 'The port went away while the connect script used it: the stick left the bus, or was reset.',
    remedy: 'Plug it into another USB port without a hub, and look at what the kernel says meanwhile: dmesg -w.',
  },
  {
    cause: 'no-carrier',
    when: [call({ dial: 'no-carrier' })],
    confidence: 0.65,
    says: 'The network did not take the call: the modem said NO CARRIER.',
    remedy:
      'Ask the modem why, right after it: AT+CEER; and whether it is registered and has an APN: AT+CREG?, AT+CGDCONT?.',
  },
  {
    cause: 'no-carrier',
    when: [call({ dial: ['busy', 'no-answer'] })],
    confidence: 0.65,
    says: 'The network did not take the call: it was busy or did not answer.',
    remedy: 'Wait a minute and try again; if it stays so, ask the modem whether it is registered: AT+CREG?.',
  },
  {
    cause: 'chat-timeout',
    when: [seen('chat-alarm')],
    unless: [call({ lcp: ['opened', 'silent', 'loopback', 'refused'] })],
    confidence: 0.72,
    says: 'The connect script waited for an answer that never came[, to {sign.seen:detail}], while the modem was answering before.',
    remedy:
      'Send that command by hand (sudo minicom -D /dev/ttyUSB0) to see what the modem answers, and let the script expect that or wait longer: TIMEOUT 60.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('chat-deaf-to-error'), seen('basic-refused', 'command-refused', 'init-refused')],
    unless: [call({ lcp: ['opened', 'silent', 'loopback', 'refused'] }), call({ dial: 'connect' })],
    confidence: 0.68,
    says: 'The modem refused a command, and the connect script waited on for another answer[: {sign.seen:detail}].',
    remedy:
      "Ask AT+CMEE=2 and AT+CPIN? in a terminal: they tell why it refuses. ABORT 'ERROR' at the head of the script ends such a wait at once.",
  },
  {
    cause: 'at-command-rejected',
    when: [seen('chat-hurried'), seen('basic-refused', 'command-refused')],
    unless: excused,
    confidence: 0.7,
    says: 'The modem answered an error at once, before anything was dialled: the connect script sends a command while the modem is still at the one before, and a modem breaks off what it does when it gets more.',
    remedy:
      "Let the script wait for each answer: '' ATZ OK AT OK …; if AT alone in a terminal is refused too, ask AT+CMEE=2 and AT+CPIN?, and try the modem's other port or channel.",
  },
  {
    cause: 'at-command-rejected',
    when: [seen('script-met-error')],
    unless: excused,
    confidence: 0.68,
    says: 'The modem refused a command of the connect script, which then ended: by its exit code it met {sign.seen:detail}.',
    remedy:
      'Put -v behind chat in the line "connect" to see which command it was, and take that out or mend it. A PIN is given once only: AT+CPIN? tells with READY that it is not wanted.',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('script-met-error')],
    unless: excused,
    confidence: 0.4,
    says: 'What the modem refused may be the dial command, the last of the connect script.',
    remedy: 'Put -v behind chat in the line "connect" to see which command it was.',
  },
  {
    cause: 'chat-timeout',
    when: [seen('chat-heard-first')],
    unless: [call({ lcp: ['opened', 'silent', 'loopback', 'refused'] })],
    confidence: 0.8,
    says: 'The connect script waited for a word of the modem before it had sent anything, and nothing came.',
    remedy: "Begin the script with an empty expectation: '' AT OK …, since words of it are expected and sent in turn.",
  },
  {
    cause: 'modem-not-responding',
    when: [seen('chat-unanswered')],
    unless: [call({ lcp: ['opened', 'silent', 'loopback', 'refused'] })],
    confidence: 0.75,
    says: 'The connect script got no answer at all from the modem.',
    remedy:
      'Try the other ports of the stick (ls /dev/ttyUSB* /dev/ttyACM*), and whether something else holds this one: sudo fuser -v /dev/ttyUSB0.',
  },
  {
    cause: 'chat-timeout',
    when: [seen('connect-script-failed')],
    unless: [call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'connect'] }), call({ lcp: 'opened' })],
    confidence: 0.5,
    says: 'The connect script failed[ ({sign.seen:detail})], and the log does not show where.',
    remedy: 'Put -v behind chat in the line "connect" of the peers file, and look at what it logs.',
  },
  {
    cause: 'chat-timeout',
    when: [exited(8)],
    unless: [call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'connect'] }), call({ lcp: 'opened' })],
    confidence: 0.4,
    says: 'The connect script failed (exit code 8), and the log does not show where.',
    remedy: 'Put -v behind chat in the line "connect" of the peers file, and look at what it logs.',
  },
];
