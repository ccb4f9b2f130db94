import type { FactPattern } from '@dialtone/plugins';
import type { FactPayloads } from '../../../../facts/fact.js';

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
