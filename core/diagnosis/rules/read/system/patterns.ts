import type { FactPattern } from '@dialtone/plugins';
import type { FactPayloads } from '../../../../facts/fact.js';
import { call, seen } from '../patterns.js';

export const listedAs = (mode: FactPayloads['usb.described']['mode']): FactPattern => ({
  fact: 'usb.described',
  where: { mode },
});

/** Something answered as a modem on a serial port: it is there, in the right mode, and has a driver. */
export const modemAnswers: readonly FactPattern[] = [
  { fact: 'at.replied', where: { ok: true } },
  { fact: 'dial.connected' },
  { fact: 'ppp.lcp-opened' },
  { fact: 'call.summed', where: { lcp: 'opened' } },
];

/** It answered something, be it an error: whatever the port is named, there is a modem. */
export const modemRefuses = seen('init-refused', 'command-refused', 'basic-refused', 'dial-refused', 'no-carrier');

/** ModemManager speaks with it: it is no dialler's, and works in its own way. */
export const managed = [
  seen('activated', 'registered', 'searching', 'sim-missing', 'sim-pin', 'call-connected', 'radio-off'),
];

/** A call went wrong before there was a link to speak of. */
export const failed = [
  call({ ipcp: ['silent', 'placeholders', 'no-address', 'disputed', 'rejected'] }),
  call({ end: ['peer', 'hang-up', 'echo', 'failed'] }),
  call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'timeout'] }),
  call({ lcp: ['silent', 'loopback', 'refused'] }),
];
