import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { connected, heard, registered, simReady } from './patterns.js';

/** What is well, and what a dialler finds once the link is up. */
export const wellRules: readonly Rule[] = [
  {
    cause: 'no-dns',
    when: [seen('dialler-names-failed')],
    confidence: 0.6,
    says: 'The link is up, and the dialler could not look up a name over it.',
    remedy: 'Add usepeerdns to /etc/ppp/options, and see what /etc/resolv.conf says while connected.',
  },
  {
    cause: 'no-default-route',
    when: [seen('dialler-route-failed')],
    confidence: 0.65,
    says: 'The link is up, and the default route does not go over it.',
    remedy: 'Add defaultroute to /etc/ppp/options, and see with ip route whether another default route is there.',
  },
  {
    cause: 'healthy',
    when: [simReady, registered, heard],
    unless: [connected],
    confidence: 0.35,
    says: 'SIM, signal and registration are well.',
    remedy: 'Nothing is to be done.',
  },
  {
    cause: 'healthy',
    when: [registered],
    unless: [connected, { fact: 'run.started' }],
    confidence: 0.3,
    says: 'The modem is registered with a network.',
    remedy: 'Nothing is to be done.',
  },
];
