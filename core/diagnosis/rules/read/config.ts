import type { FactPattern, Rule } from '@dialtone/plugins';
import { signsOfDialler } from '../../../facts/signs/dialler.js';
import { signsOfManagers } from '../../../facts/signs/managers.js';
import { signsOfPpp } from '../../../facts/signs/ppp.js';
import { signsOfSystem } from '../../../facts/signs/system.js';
import { lintRules } from './config/lint-rule.js';
import { lints } from './config/lints.js';
import { noAddress } from './config/logs.js';
import { seen } from './patterns.js';

/** Anything that is no configuration: it, and not the configuration, tells how the call went. */
const lived: readonly FactPattern[] = [
  ...(
    ['run.started', 'call.summed', 'at.sent', 'usb.left', 'sim.state', 'pppd.exited', 'registration.changed'] as const
  ).map((fact) => ({
    fact,
  })),
  {
    fact: 'sign.seen',
    where: {
      sign: {
        oneOf: Object.keys({ ...signsOfSystem, ...signsOfManagers, ...signsOfDialler, ...signsOfPpp }).filter(
          // A port that stands alone in a line may be a listing's, and pppd's options have it so.
          (sign) => sign !== 'tty-made',
        ),
      },
    },
  },
];

export const configRules: readonly Rule[] = [
  ...lints.flatMap(lintRules),
  {
    cause: 'apn-missing',
    when: [
      { fact: 'config.read', where: { value: { contains: '+CGDCONT=' } } },
      { fact: 'at.sent', where: { command: { contains: '*99' } } },
      noAddress,
    ],
    unless: [
      { fact: 'at.sent', where: { command: { contains: 'CGDCONT' } } },
      { fact: 'at.replied', where: { command: { contains: 'CGDCONT' } } },
      { fact: 'context.defined' },
    ],
    confidence: 0.87,
    says: 'The configuration has an APN, but the command for it was not among those that were sent: {config.read:key} was left out.',
    remedy:
      'Look whether the line stands in the section that is dialled, and whether another line of the same name follows it.',
  },
  {
    cause: 'healthy',
    when: [seen('config-complete')],
    unless: [{ fact: 'config.flaw' }, ...lived],
    confidence: 0.6,
    says: 'The configuration has all that it needs.',
    remedy: 'Nothing has to be done.',
  },
];
