import type { FactPattern, Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { callUp, connected, heard, registered, signOf, simReady, simUnfit, unregistered } from './patterns.js';

const taken: readonly FactPattern[] = [registered, callUp];
const status = (...numbers: readonly number[]): FactPattern => ({
  fact: 'registration.changed',
  where: { status: { oneOf: [...numbers] } },
});
const packetStatus = (...numbers: readonly number[]): FactPattern => ({
  fact: 'registration.changed',
  where: { domain: 'packet', status: { oneOf: [...numbers] } },
});
const packetRegistered: FactPattern = {
  fact: 'registration.changed',
  where: { domain: { oneOf: ['packet', 'eps'] }, registered: true },
};
/** Measured, and nothing; 99 is what a modem without a network says as well. */
const weakest: FactPattern = { fact: 'signal.measured', where: { percent: 0, dbm: -113 } };
const noSignal: FactPattern = { fact: 'signal.measured', where: { percent: 0 } };

const askCarrier =
  'Ask the carrier whether the SIM is active, has data, and may use this network; try it in a phone to tell the SIM from the modem.';

/** Radio, signal and registration, in the modem's own words. */
export const networkRules: readonly Rule[] = [
  {
    cause: 'radio-off',
    when: [{ fact: 'sign.seen', where: { sign: 'radio-switched-off', by: 'modem' } }],
    unless: [seen('radio-switched-on'), ...taken, connected],
    confidence: 0.92,
    says: 'The radio of the modem is off ({sign.seen:detail}).',
    remedy: 'Switch it on with AT+CFUN=1; if it stays off, look for a flight-mode switch and try: rfkill unblock wwan.',
  },
  {
    cause: 'radio-off',
    when: [seen('radio-held-off')],
    unless: [seen('radio-switched-on'), ...taken, connected],
    confidence: 0.94,
    says: 'The modem is kept in its low-power state, with its radio off, by {sign.seen:detail}, so no command switches it on.',
    remedy:
      'Take away what keeps it off: W_DISABLE is a pin of the slot (a flight-mode switch or rfkill unblock wwan; where neither helps, tape over pin 20 of the card), BIOS a setting of the computer, Temp its heat, Volt its power supply; User goes with AT+CFUN=1.',
  },
  {
    cause: 'radio-off',
    // Told of another start of the machine: whoever got it on by a command would not ask.
    when: [signOf('radio-held-off', 'BIOS'), seen('radio-switched-on')],
    unless: [...taken, connected, { fact: 'at.replied', where: { command: { contains: '+CFUN=1' }, ok: true } }],
    confidence: 0.66,
    says: 'The modem is kept in its low-power state, with its radio off, by the BIOS of the computer (the FCC lock of modules that came with it), though not at each start.',
    remedy:
      'Let ModemManager 1.18 or later unlock it (see its FCC unlock procedure for the id of the module); until then a restart from the other system leaves it on.',
  },
  {
    cause: 'radio-off',
    when: [{ fact: 'sign.seen', where: { sign: 'radio-switched-off', by: 'dialler' } }],
    unless: [seen('radio-switched-on'), ...taken, connected],
    confidence: 0.8,
    says: 'The radio of the modem was switched off ({sign.seen:detail}) and not on again.',
    remedy: 'Send AT+CFUN=1 after it, or take that command out.',
  },
  {
    cause: 'radio-off',
    when: [noSignal, signOf('command-refused', 'CFUN=1')],
    unless: [heard, ...taken, ...simUnfit, connected],
    confidence: 0.77,
    says: 'The modem hears nothing, and may not be switched on: {sign.seen:detail}.',
    remedy: 'Ask AT+CFUN?; look for a flight-mode switch or key of the computer, and try: rfkill unblock wwan.',
  },
  {
    cause: 'no-signal',
    when: [weakest, unregistered],
    unless: [heard, ...taken, ...simUnfit, seen('radio-switched-off'), status(3)],
    confidence: 0.86,
    says: 'The modem hears no network: the signal is none, and it is not registered.',
    remedy: 'Move it to a window or put it on an extension cable, see to its antenna, and ask again with AT+CSQ.',
  },
  {
    cause: 'no-signal',
    when: [noSignal, seen('registration-failed', 'no-service')],
    unless: [heard, ...taken, ...simUnfit, seen('radio-switched-off'), status(3)],
    confidence: 0.86,
    says: 'The modem hears no network: the signal is none, and no network took it in.',
    remedy: 'Move it to a window or put it on an extension cable, see to its antenna, and ask again with AT+CSQ.',
  },
  {
    cause: 'no-signal',
    when: [noSignal],
    unless: [heard, ...taken, ...simUnfit, connected, seen('radio-switched-off'), status(3)],
    confidence: 0.75,
    says: 'The modem hears no network: the signal is none.',
    remedy: 'Move it to a window or put it on an extension cable, see to its antenna, and ask again with AT+CSQ.',
  },
  {
    cause: 'no-signal',
    when: [seen('signal-lost')],
    unless: [...taken, ...simUnfit, connected, seen('radio-switched-off'), { fact: 'run.started' }],
    confidence: 0.66,
    says: 'The modem had a signal and lost it.',
    remedy: 'Look at the antenna and its plug, move the modem to where it was, and ask again with AT+CSQ.',
  },
  {
    cause: 'registration-denied',
    when: [status(3)],
    unless: [...taken, ...simUnfit],
    confidence: 0.9,
    says: 'The network refuses this SIM.',
    remedy: askCarrier,
  },
  {
    cause: 'registration-denied',
    when: [packetStatus(3)],
    unless: [packetRegistered, callUp, ...simUnfit],
    confidence: 0.82,
    says: 'The network takes this SIM for calls and refuses it for data.',
    remedy: askCarrier,
  },
  {
    cause: 'registration-denied',
    when: [seen('network-refused')],
    unless: [callUp],
    confidence: 0.88,
    says: 'The network refuses this SIM or this modem[: {sign.seen:detail}].',
    remedy: askCarrier,
  },
  {
    cause: 'registration-denied',
    when: [seen('emergency-only')],
    unless: [...taken, ...simUnfit],
    confidence: 0.72,
    says: 'The network allows this SIM emergency calls only.',
    remedy: askCarrier,
  },
  {
    cause: 'not-registered',
    when: [status(0, 2, 4)],
    unless: [...taken, ...simUnfit, status(3), seen('radio-switched-off')],
    confidence: 0.82,
    says: 'The modem is not registered with a network.',
    remedy:
      'Wait until AT+CREG? answers 0,1 or 0,5 before you dial; if it never does, look at AT+CSQ and try AT+COPS=0.',
  },
  {
    cause: 'not-registered',
    when: [status(0, 2, 4), simReady],
    unless: [...taken, status(3), seen('radio-switched-off', 'sim-fails-again')],
    confidence: 0.82,
    says: 'The SIM is ready, and the modem is not registered with a network.',
    remedy:
      'Wait until AT+CREG? answers 0,1 or 0,5 before you dial; if it never does, look at AT+CSQ and try AT+COPS=0.',
  },
  {
    cause: 'not-registered',
    when: [packetStatus(0, 2, 4)],
    unless: [packetRegistered, callUp, connected, ...simUnfit, status(3)],
    confidence: 0.65,
    says: 'The modem is registered for calls and not for data.',
    remedy:
      'Wait until AT+CGREG? answers 0,1 or 0,5, or try AT+CGATT=1; if it never does, ask the carrier whether the SIM has data.',
  },
  {
    cause: 'not-registered',
    // A network of 3G leaves it so too: whoever waits for it needs it.
    when: [{ fact: 'registration.changed', where: { domain: 'eps', status: { oneOf: [0, 2, 4] } } }, seen('searching')],
    unless: [packetRegistered, callUp, connected, ...simUnfit, status(3)],
    confidence: 0.63,
    says: 'The modem is registered for calls and not with LTE, which the connection waits for.',
    remedy:
      'Ask the carrier whether the SIM may use LTE; until then let the modem take 3G alone: mmcli -m 0 --set-allowed-modes=3g.',
  },
  {
    cause: 'not-registered',
    when: [seen('registration-failed')],
    unless: [...taken, connected, ...simUnfit],
    confidence: 0.82,
    says: 'No network took the modem in.',
    remedy: 'Look at the signal with AT+CSQ and at AT+CREG?, and try the SIM in a phone at the same place.',
  },
  {
    cause: 'not-registered',
    when: [seen('no-service', 'no-network')],
    unless: [...taken, connected, ...simUnfit],
    confidence: 0.7,
    says: 'The modem has no network[ ({sign.seen:detail})].',
    remedy: 'Look at the signal with AT+CSQ and at AT+CREG?, and move the modem to a window.',
  },
  {
    cause: 'not-registered',
    when: [seen('not-attached')],
    unless: [
      packetRegistered,
      callUp,
      connected,
      ...simUnfit,
      { fact: 'at.replied', where: { command: 'AT+CGATT=1', ok: true } },
    ],
    confidence: 0.61,
    says: 'The modem is not attached to the data service of the network.',
    remedy: 'Attach it with AT+CGATT=1; if that is refused, ask the carrier whether the SIM has data.',
  },
  {
    cause: 'not-registered',
    when: [seen('no-operator')],
    unless: [...taken, connected, ...simUnfit, { fact: 'operator.named' }],
    confidence: 0.62,
    says: 'No network serves the modem.',
    remedy: 'Ask AT+CREG? and AT+CSQ: they tell whether it is still searching, refused, or hears nothing.',
  },
];
