import type { FactPattern, Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { callUp, connected, signOf, simUnfit, unregistered } from './patterns.js';

const cause = (text: string): FactPattern => ({
  fact: 'modem.cause',
  where: { decisive: true, text: { contains: text } },
});
const causeIs = (...texts: readonly string[]): FactPattern => ({
  fact: 'modem.cause',
  where: { decisive: true, text: { oneOf: [...texts] } },
});
const apnWords: readonly FactPattern[] = [
  cause('apn'),
  cause('not subscribed'),
  causeIs('+CME ERROR: 133', '+CME ERROR: 27', '+CME ERROR: 33'),
];

const apnRule = (pattern: FactPattern): Rule => ({
  cause: 'apn-wrong',
  when: [pattern],
  unless: [callUp],
  confidence: 0.88,
  says: 'The network does not know the APN, or the SIM may not use it[ ({context.defined:apn})]: {modem.cause:text}.',
  remedy: 'Ask the carrier for the APN of this SIM and set it before dialling: AT+CGDCONT=1,"IP","the APN".',
});

/** From the dial command up to CONNECT. */
export const callRules: readonly Rule[] = [
  ...apnWords.map(apnRule),
  {
    cause: 'auth-failed',
    when: [cause('user authentication')],
    unless: [callUp],
    confidence: 0.8,
    says: 'The network refused the user name or the password: {modem.cause:text}.',
    remedy: 'Set the ones that belong to the APN, as the carrier gave them; many take any, and some take none.',
  },
  {
    cause: 'pdp-rejected',
    when: [{ fact: 'modem.cause', where: { decisive: true } }],
    unless: [callUp, ...apnWords],
    confidence: 0.76,
    says: 'The network refused the data context: {modem.cause:text}.',
    remedy: 'Ask the carrier whether data is enabled on this SIM, and with which APN, user and password.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dial-settings-missing'), seen('dialler-line-ignored')],
    unless: [connected],
    confidence: 0.96,
    says: 'The dialler did not dial, since a setting is missing; it could not read this line of its configuration: {sign.seen:detail}.',
    remedy: 'Mend that line in wvdial.conf: a setting is Name = value, e.g. Phone = *99#.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [{ fact: 'sign.seen', where: { sign: 'dialler-line-ignored', detail: { contains: '[Dialer' } } }],
    unless: [connected],
    confidence: 0.86,
    says: 'The dialler could not read the line that names a section of its configuration, so nothing below it counts: {sign.seen:detail}.',
    remedy:
      'Let that line begin with [Dialer and hold nothing else; line numbers that came along from a web page have to go from every line.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dialler-line-ignored')],
    unless: [connected],
    confidence: 0.4,
    says: 'The dialler passed a line of its configuration over: {sign.seen:detail}.',
    remedy: 'Mend that line in wvdial.conf: a setting is Name = value, e.g. Phone = *99#.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dial-settings-missing')],
    unless: [connected],
    confidence: 0.95,
    says: 'The dialler did not dial, since a setting is missing: {sign.seen:detail}.',
    remedy:
      'Set Phone, Username and Password in the section of wvdial.conf that you dial, without a ; before them, e.g. Phone = *99#.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dialled-by-init')],
    unless: [callUp],
    confidence: 0.84,
    says: 'An Init line dials, so the dialler went on with commands while the modem was in data mode already.',
    remedy: 'Take the ATD command out of the Init lines and set Phone = *99# instead.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [signOf('dialler-config-missing', 'Dialer Defaults')],
    unless: [connected],
    confidence: 0.91,
    says: 'wvdial found no section [[Dialer Defaults]] in its configuration, and reads no setting that stands outside of one.',
    remedy:
      'Put the line [[Dialer Defaults]] above the settings in /etc/wvdial.conf; if the file is not there or has none, make it with: sudo wvdialconf /etc/wvdial.conf.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dialler-config-missing')],
    unless: [connected],
    confidence: 0.9,
    says: 'The dialler found no configuration[ ({sign.seen:detail})].',
    remedy: 'Make one with: wvdialconf /etc/wvdial.conf, and set Phone, Username and Password in it.',
  },
  {
    cause: 'dial-config-incomplete',
    // What wvdial opens where it was told of no port.
    when: [seen('dialler-section-missing'), signOf('port-missing', '/dev/modem')],
    unless: [connected],
    confidence: 0.9,
    says: 'The dialler was called with a section that its configuration does not have, so it knows neither the port nor the number.',
    remedy:
      'Call wvdial with the name of a section as it stands in wvdial.conf, or without any for [[Dialer Defaults]]; sudo wvdialconf writes that one.',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dialler-section-missing')],
    unless: [connected],
    confidence: 0.66,
    says: 'The dialler was called with a section that its configuration does not have: {sign.seen:detail}.',
    remedy:
      'Call wvdial with the name of a section as it stands in wvdial.conf, or without any for [[Dialer Defaults]].',
  },
  {
    cause: 'dial-config-incomplete',
    when: [seen('dialler-section-missing'), connected],
    unless: [callUp],
    confidence: 0.64,
    says: 'The dialler was called with a section that its configuration does not have: {sign.seen:detail}, so nothing of it was used.',
    remedy: 'Call wvdial with the name of a section as it stands in wvdial.conf.',
  },
  {
    cause: 'no-carrier',
    when: [seen('no-carrier', 'line-busy', 'no-answer')],
    unless: [connected, unregistered, ...simUnfit],
    confidence: 0.7,
    says: 'The modem dialled, and the network did not take the call.',
    remedy:
      'Ask AT+CREG?, AT+CGATT? and AT+CEER right after it: they tell whether the network, the SIM or the APN is the reason.',
  },
  {
    cause: 'no-carrier',
    when: [seen('no-dialtone')],
    unless: [connected, unregistered, ...simUnfit],
    confidence: 0.65,
    says: 'The modem found no line to dial on.',
    remedy: 'See that it is registered (AT+CREG?) and that the dialler does not take it for one of a telephone line.',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('telephone-dialled')],
    unless: [callUp],
    confidence: 0.68,
    says: 'A telephone number was dialled ({sign.seen:detail}), so the APN that was set is not used: the modem makes a slow call to whoever answers there.',
    remedy: 'Dial *99# in its place, which is the data service of the network (#777 on CDMA).',
  },
  {
    cause: 'wrong-dial-string',
    // TS 27.007, 10.2.1.2: the request for packets without any PPP around them.
    when: [{ fact: 'at.sent', where: { command: { contains: '*98' } } }],
    unless: [connected],
    confidence: 0.72,
    says: 'The number that was dialled asks for a data call without PPP (*98), which hardly any modem has: that of PPP is *99.',
    remedy: 'Dial *99# instead, or *99***1# for the first data context.',
  },
  {
    cause: 'wrong-dial-string',
    when: [
      seen('no-carrier', 'dial-refused', 'no-answer', 'line-busy', 'no-dialtone', 'dial-unanswered'),
      seen('dial-prefixed'),
    ],
    unless: [connected],
    confidence: 0.8,
    says: 'The dialler put something in front of the number: {sign.seen:detail}.',
    remedy: 'Leave the area code and the dial prefix empty, so that no more than ATDT and the number is sent.',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('dial-refused'), seen('dial-context-odd')],
    unless: [connected, unregistered, ...simUnfit],
    confidence: 0.74,
    says: 'The number dials a data context that was not defined before: {sign.seen:detail}.',
    remedy:
      'Dial *99***1#, or define the context that the number names, e.g. AT+CGDCONT=2,"IP","the APN" for *99***2#.',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('no-carrier'), seen('dial-context-odd')],
    unless: [connected, unregistered, ...simUnfit],
    confidence: 0.55,
    says: 'The number dials a data context that was not defined before: {sign.seen:detail}.',
    remedy:
      'Dial *99***1#, or define the context that the number names, e.g. AT+CGDCONT=2,"IP","the APN" for *99***2#.',
  },
  {
    cause: 'apn-missing',
    when: [seen('no-carrier', 'dial-refused'), { fact: 'context.listed', where: { defined: false } }],
    unless: [connected, unregistered, ...simUnfit, { fact: 'context.defined' }],
    confidence: 0.75,
    says: 'The modem has no data context to dial, so it refused or lost the call.',
    remedy: 'Set the APN of your carrier before dialling: AT+CGDCONT=1,"IP","the APN".',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('dial-command-odd')],
    unless: [connected],
    confidence: 0.86,
    says: 'The dialler dialled with a command that does not dial: {sign.seen:detail}.',
    remedy: 'Set Dial Command = ATDT in wvdial.conf.',
  },
  {
    cause: 'apn-missing',
    when: [seen('dial-refused'), { fact: 'call.summed', where: { dial: 'error', context: 'none', technology: 'gsm' } }],
    unless: [connected, unregistered, seen('command-refused', 'init-refused', 'basic-refused'), ...simUnfit],
    confidence: 0.61,
    says: 'The modem refused to dial, and no APN was set before: most often it has no data context to dial.',
    remedy:
      'Add Init5 = AT+CGDCONT=1,"IP","the APN of your carrier" to wvdial.conf; AT+CGDCONT? tells what the modem has stored.',
  },
  {
    cause: 'wrong-dial-string',
    when: [seen('dial-refused')],
    unless: [connected, unregistered, seen('command-refused', 'init-refused'), ...simUnfit],
    confidence: 0.61,
    says: 'The modem answered the dial command with an error: the number is not right for it, or SIM and network are not ready.',
    remedy: 'Ask AT+CPIN? and AT+CREG? first; if both are well, dial *99***1# (or #777 on CDMA) with ATDT.',
  },
  {
    cause: 'chat-timeout',
    when: [seen('dial-unanswered')],
    unless: [connected, unregistered, ...simUnfit],
    confidence: 0.7,
    says: 'The modem was told to dial and never said how that went.',
    remedy: 'Ask AT+CREG? and AT+CEER, and unplug the modem for ten seconds; if it stays so, try another of its ports.',
  },
];
