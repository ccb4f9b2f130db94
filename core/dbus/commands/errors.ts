import type { CauseId, ExitCode } from '@dialtone/plugins';
import type { AtEnd, AtReply } from '../../at/at-reply.js';
import { exitWords } from '../../facts/exit-words.js';
import type { Diagnosis } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';
import { PortNotThere, ResetRefused } from '../behind.js';
import { DbusError, modemError } from '../wire/values.js';

/**
 * Why recovery gave up, as the error that NetworkManager shows the nearest words for (networkmanager.md, 1.4), with the whole explanation as its
 * text. What NetworkManager calls "Unknown error" is kept for what nobody can name.
 */
export const failureError = ({ verdict, lastExit }: SessionState): DbusError => {
  const cause = verdict?.online === false ? verdict.causes[0] : undefined;
  const nick = (lastExit && byExit[lastExit.exit]) ?? (cause ? byCause[cause.id] : 'Core.Failed');
  return modemError(nick, cause ? explained(cause) : inWords(lastExit?.exit));
};

/** Why a link that was up is up no more. */
export const lossError = ({ lastExit }: SessionState): DbusError =>
  modemError('Connection.NoCarrier', inWords(lastExit?.exit));

/** What the modem's refusal is called. The command is in no text: it may hold a PIN. */
export const replyError = (reply: AtReply): DbusError => {
  const { end } = reply;
  if (end.kind === 'cme' && end.code !== undefined) {
    return modemError(
      `MobileEquipment.${cmeNicks[end.code] ?? 'Unknown'}`,
      `The modem refused the command: ${reply.result}.`,
    );
  }
  return modemError(byEnd[end.kind], `The modem did not take the command: ${reply.result}.`);
};

/** As it goes to the caller: what the bus knows already as it is, the rest in our words. */
export const asDbusError = (error: unknown): unknown => {
  if (error instanceof PortNotThere) {
    return modemError('Core.Retry', 'No port of the modem takes commands at the moment. Try again when it is ready.');
  }
  return error instanceof ResetRefused ? modemError('Core.Failed', error.message) : error;
};

const explained = ({ says, remedy, evidence }: Diagnosis): string =>
  [says, remedy, ...evidence.slice(0, 2).map(({ text }) => `(${text})`)].join(' ');

const inWords = (exit: ExitCode | undefined): string =>
  exit === undefined ? 'The connection did not come about.' : capital(`${exitWords[exit]}.`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where the way it ended says more than the cause. A PIN that was not spent is not asked for again: that would go on for ever. */
const byExit: Readonly<Partial<Record<ExitCode, string>>> = {
  'dial.busy': 'Connection.Busy',
  'dial.no-answer': 'Connection.NoAnswer',
  'init.pin-unsafe': 'MobileEquipment.IncorrectPassword',
  'usb.gone': 'Core.Aborted',
};

const byCause: Readonly<Record<CauseId, string>> = {
  'no-usb-modem': 'Core.Aborted',
  'usb-disconnect-loop': 'Connection.NoDialtone',
  'driver-not-bound': 'Connection.NoDialtone',
  'unsupported-device': 'Core.Unsupported',
  'unknown-device': 'Core.Unsupported',
  'ambiguous-device': 'Core.Failed',
  'not-mode-switched': 'Connection.NoDialtone',
  'port-missing': 'Connection.NoDialtone',
  'wrong-port': 'Connection.NoDialtone',
  'port-busy': 'Connection.NoDialtone',
  'port-permission': 'Connection.NoDialtone',
  'modem-not-responding': 'Connection.NoDialtone',
  'modem-stuck-online': 'Connection.NoDialtone',
  'at-command-rejected': 'Connection.NoDialtone',
  'sim-missing': 'MobileEquipment.SimNotInserted',
  'sim-busy': 'MobileEquipment.NetworkTimeout',
  'sim-pin-required': 'MobileEquipment.SimPin',
  'sim-pin-wrong': 'MobileEquipment.IncorrectPassword',
  'sim-puk-required': 'MobileEquipment.SimPuk',
  'sim-network-locked': 'MobileEquipment.SimWrong',
  'radio-off': 'MobileEquipment.NoNetwork',
  'no-signal': 'MobileEquipment.NoNetwork',
  'not-registered': 'MobileEquipment.NetworkTimeout',
  'registration-denied': 'MobileEquipment.NetworkNotAllowed',
  'roaming-not-allowed': 'MobileEquipment.NetworkNotAllowed',
  'apn-missing': 'Connection.NoCarrier',
  'apn-wrong': 'Connection.NoCarrier',
  'dial-config-incomplete': 'Connection.NoDialtone',
  'wrong-dial-string': 'Connection.NoDialtone',
  'no-carrier': 'Connection.NoCarrier',
  'chat-timeout': 'Connection.NoAnswer',
  'pppd-not-permitted': 'Connection.NoCarrier',
  'pppd-bad-option': 'Connection.NoCarrier',
  'ppp-kernel-missing': 'Connection.NoCarrier',
  'lcp-no-response': 'Connection.NoCarrier',
  'serial-loopback': 'Connection.NoCarrier',
  'peer-auth-required': 'Connection.NoCarrier',
  'auth-failed': 'Connection.NoCarrier',
  'pdp-rejected': 'Connection.NoCarrier',
  'ipcp-no-address': 'Connection.NoCarrier',
  'ipcp-option-conflict': 'Connection.NoCarrier',
  'lcp-echo-timeout': 'Connection.NoCarrier',
  'peer-terminated': 'Connection.NoCarrier',
  'idle-timeout': 'Connection.NoCarrier',
  'modem-hangup': 'Connection.NoCarrier',
  'internal-error': 'Core.Failed',
  'no-default-route': 'Connection.NoCarrier',
  'no-dns': 'Connection.NoCarrier',
  'no-traffic': 'Connection.NoCarrier',
  healthy: 'Core.Failed',
};

const byEnd: Readonly<Record<AtEnd['kind'], string>> = {
  ok: 'Core.Failed',
  connect: 'Core.Failed',
  error: 'MobileEquipment.Unknown',
  cme: 'MobileEquipment.Unknown',
  cms: 'Message.Unknown',
  'no-carrier': 'Connection.NoCarrier',
  busy: 'Connection.Busy',
  'no-answer': 'Connection.NoAnswer',
  'no-dialtone': 'Connection.NoDialtone',
  timeout: 'Serial.ResponseTimeout',
  closed: 'Serial.NotOpen',
};

/** +CME ERROR numbers (TS 27.007, 9.2) as ModemManager names them. */
const cmeNicks: Readonly<Record<number, string>> = {
  0: 'PhoneFailure',
  1: 'NoConnection',
  2: 'LinkReserved',
  3: 'NotAllowed',
  4: 'NotSupported',
  5: 'PhSimPin',
  6: 'PhFsimPin',
  7: 'PhFsimPuk',
  10: 'SimNotInserted',
  11: 'SimPin',
  12: 'SimPuk',
  13: 'SimFailure',
  14: 'SimBusy',
  15: 'SimWrong',
  16: 'IncorrectPassword',
  17: 'SimPin2',
  18: 'SimPuk2',
  20: 'MemoryFull',
  21: 'InvalidIndex',
  22: 'NotFound',
  23: 'MemoryFailure',
  24: 'TextTooLong',
  25: 'InvalidChars',
  26: 'DialStringTooLong',
  27: 'DialStringInvalid',
  30: 'NoNetwork',
  31: 'NetworkTimeout',
  32: 'NetworkNotAllowed',
  40: 'NetworkPin',
  41: 'NetworkPuk',
  42: 'NetworkSubsetPin',
  43: 'NetworkSubsetPuk',
  44: 'ServicePin',
  45: 'ServicePuk',
  46: 'CorpPin',
  47: 'CorpPuk',
};
