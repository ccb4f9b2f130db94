import type { FactPattern } from '@dialtone/plugins';
import { call } from '../patterns.js';

/** A configuration names an APN, whether or not it went to the modem. */
export const apnConfigured: readonly FactPattern[] = [
  { fact: 'config.read', where: { value: { contains: 'CGDCONT' } } },
  { fact: 'config.read', where: { value: { contains: 'QICSGP' } } },
  { fact: 'config.read', where: { key: { contains: 'apn' } } },
];
/** An APN went to the modem, or is known to. */
export const apnSent: readonly FactPattern[] = [call({ context: 'sent' }), { fact: 'context.defined' }];
