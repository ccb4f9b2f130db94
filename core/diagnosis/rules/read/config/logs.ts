import type { FactPattern } from '@dialtone/plugins';

/** What logs tell that a flaw of a configuration would bring about, or rule out. */

/** The modem took the call, and no address came. */
export const noAddress: FactPattern = {
  fact: 'call.summed',
  where: { ipcp: { oneOf: ['silent', 'placeholders', 'no-address', 'rejected'] } },
};
export const dialFailed: FactPattern = {
  fact: 'call.summed',
  where: { dial: { oneOf: ['error', 'no-carrier', 'busy', 'no-answer', 'timeout'] } },
};
/** The modem took the call and hung up before there was an address. */
export const droppedAtOnce: FactPattern = {
  fact: 'call.summed',
  where: { dial: 'connect', ipcp: { oneOf: ['none', 'started'] }, end: { oneOf: ['hang-up', 'peer'] } },
};
export const lcpFailed: FactPattern = { fact: 'call.summed', where: { lcp: { oneOf: ['silent', 'loopback'] } } };
export const contextCommandFailed: FactPattern = {
  fact: 'at.replied',
  where: { ok: false, command: { contains: 'GDC' } },
};
export const contextCommandTaken: FactPattern = {
  fact: 'at.replied',
  where: { ok: true, command: { contains: 'CGDCONT=' } },
};
export const mangledCommandTaken: FactPattern = {
  fact: 'at.replied',
  where: { ok: true, command: { contains: '&amp;' } },
};
/** A page shows every ampersand of a post in its own way: what was sent had none of that. */
export const plainCommandTaken: FactPattern = {
  fact: 'at.replied',
  where: { ok: true, command: { contains: '&C1' } },
};
export const commandFailed: FactPattern = { fact: 'at.replied', where: { ok: false, result: { contains: 'ERROR' } } };

/** Something was sent to a modem: the configuration had what it takes for that. */
export const dialled: readonly FactPattern[] = [
  { fact: 'at.sent' },
  { fact: 'dial.connected' },
  { fact: 'call.summed' },
];

/** An APN stands in another file, or was sent. */
export const apnGiven: readonly FactPattern[] = [
  { fact: 'context.defined' },
  { fact: 'call.summed', where: { context: { oneOf: ['sent', 'configured'] } } },
  { fact: 'config.read', where: { value: { contains: '+CGDCONT=' } } },
  { fact: 'config.read', where: { value: { contains: '+QICSGP=' } } },
  { fact: 'call.summed', where: { technology: 'cdma' } },
];
