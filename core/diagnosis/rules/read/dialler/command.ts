import type { FactPattern, Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { callUp, connected, registered, signOf, simUnfit, unregistered } from './patterns.js';

/** What may be the reason of any ERROR. */
const better: readonly FactPattern[] = [
  ...simUnfit,
  seen('radio-switched-off', 'radio-held-off', 'emergency-only', 'network-refused', 'no-network', 'pin-not-taken'),
  seen('sim-question-refused'),
];

/** Commands that the modem would not take. A bare ERROR tells little: SIM, radio and registration are asked first. */
export const commandRules: readonly Rule[] = [
  {
    cause: 'at-command-rejected',
    when: [{ fact: 'context.refused', where: { result: { contains: 'NOT SUPPORT' } } }],
    unless: [...better, callUp],
    confidence: 0.88,
    says: 'The modem does not know the command that sets the APN ({context.refused:result}): a CDMA modem has no such command, since its network has no APN.',
    remedy:
      'Take the line with AT+CGDCONT out. Where the carrier is one of CDMA, dial #777 instead of *99#, with the user name and password that it gives.',
  },
  {
    cause: 'at-command-rejected',
    when: [{ fact: 'context.refused' }],
    unless: [...better, callUp],
    confidence: 0.85,
    says: 'The modem refused the command that sets the APN ({context.refused:result}).',
    remedy:
      'Write it with plain quotes and commas, e.g. Init5 = AT+CGDCONT=1,"IP","internet", with the APN of your carrier; AT+CMEE=2 before it makes the modem say why.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('init-refused'), seen('command-refused')],
    unless: [...better, connected],
    confidence: 0.82,
    says: 'The modem refused an init command, and the dialler stopped there: {sign.seen:detail}.',
    remedy:
      'Take that command out of the Init lines or mend it; with AT+CMEE=2 before it, the modem says why it refuses.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('basic-refused')],
    unless: [...better, connected, callUp],
    confidence: 0.61,
    says: 'The modem refuses even a basic command: {sign.seen:detail}.',
    remedy:
      'Ask AT+CMEE=2 and AT+CPIN? in a terminal: they tell whether the SIM is missing or locked; if they are refused as well, try the other ports of the modem.',
  },
  {
    cause: 'at-command-rejected',
    // An error with a number or words would have named a SIM that is missing or locked.
    when: [signOf('basic-refused', '+CME ERROR')],
    unless: [...better, connected, callUp],
    confidence: 0.66,
    says: 'The modem refuses even a basic command, and blames neither its SIM nor the network for that: {sign.seen:detail}.',
    remedy:
      'Let the dialler begin with a plain AT instead (Init1 = AT); if that is refused too, unplug the modem for ten seconds, and ask AT+CFUN? and AT+CPIN? before you dial.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('init-refused')],
    unless: [...better, connected, seen('pin-command-refused', 'basic-refused')],
    confidence: 0.75,
    says: 'The modem refused an init command, and the dialler stopped there[: {sign.seen:detail}].',
    remedy:
      'Take that command out of the Init lines, or mend it; with AT+CMEE=2 as the first, the modem says why it refuses.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('pin-command-refused')],
    unless: [...better, connected, callUp],
    confidence: 0.64,
    says: 'The command that gives the PIN got an error: most often because the SIM wants no PIN any more.',
    remedy:
      'Do not send it again before AT+CPIN? has told: READY means that the command is to be taken out, SIM PIN that the PIN was wrong.',
  },
  {
    cause: 'at-command-rejected',
    when: [signOf('pin-command-refused', 'not allowed')],
    unless: [...simUnfit, connected],
    confidence: 0.75,
    says: 'The SIM wants no PIN any more, so the modem refused the command that gives it, and the dialler stopped there.',
    remedy: 'Take the Init line with AT+CPIN out, or plug the modem in again before each call.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('dial-refused'), seen('command-refused')],
    unless: [...better, connected, unregistered],
    confidence: 0.72,
    says: 'The modem refused a command before it refused to dial: {sign.seen:detail}.',
    remedy:
      'Take the refused command out or mend it; AT+CMEE=2 as the first makes the modem say why, and AT+CPIN? and AT+CREG? whether SIM and network are ready.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('command-refused')],
    unless: [...better, connected, unregistered, callUp],
    confidence: 0.62,
    says: 'The modem refused a command: {sign.seen:detail}.',
    remedy: 'See whether the modem knows it, e.g. with =? at its end; AT+CMEE=2 makes the modem say why it refuses.',
  },
  {
    cause: 'at-command-rejected',
    when: [seen('command-refused'), connected],
    unless: [...better, callUp, registered],
    confidence: 0.35,
    says: 'The modem refused a command: {sign.seen:detail}.',
    remedy: 'See whether the modem knows it; AT+CMEE=2 makes the modem say why it refuses.',
  },
];
