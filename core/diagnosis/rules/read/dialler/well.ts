import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { connected, heard, registered, simReady, unregistered } from './patterns.js';

const managersFailed = seen('activation-failed', 'ppp-failed', 'call-failed');

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
    unless: [connected, managersFailed],
    confidence: 0.35,
    says: 'SIM, signal and registration are well.',
    remedy: 'Nothing is to be done.',
  },
  {
    cause: 'healthy',
    when: [registered],
    unless: [connected, { fact: 'run.started' }, managersFailed],
    confidence: 0.3,
    says: 'The modem is registered with a network.',
    remedy: 'Nothing is to be done.',
  },
  {
    cause: 'healthy',
    when: [{ fact: 'operator.named' }, heard],
    unless: [connected, unregistered, { fact: 'run.started' }, managersFailed],
    confidence: 0.3,
    says: 'A network serves the modem, and its signal is well.',
    remedy: 'Nothing is to be done.',
  },
  {
    cause: 'healthy',
    when: [seen('modem-found')],
    unless: [{ fact: 'run.started' }, { fact: 'config.read' }, { fact: 'usb.left' }, managersFailed],
    confidence: 0.3,
    says: 'wvdialconf found a modem that answers.',
    remedy: 'Nothing is to be done.',
  },
];
