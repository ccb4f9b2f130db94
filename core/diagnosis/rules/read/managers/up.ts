import type { Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';

const isLost = seen('connection-lost', 'network-detached');
const ended = call({ end: ['peer', 'hang-up', 'echo', 'idle', 'failed'] });

/** The connection came up, as the managers say. */
export const upRules: readonly Rule[] = [
  {
    cause: 'healthy',
    when: [seen('activated')],
    unless: [isLost, ended],
    confidence: 0.85,
    says: 'The connection came up and stayed up.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [seen('call-connected')],
    unless: [
      isLost,
      ended,
      seen('activation-failed', 'ppp-timed-out', 'ppp-failed', 'address-missing', 'apn-not-given'),
      call({ ipcp: ['started', 'silent', 'placeholders', 'no-address', 'disputed', 'rejected'] }),
      { fact: 'run.started', where: { by: { oneOf: ['NetworkManager', 'pppd'] } } },
    ],
    confidence: 0.65,
    says: 'The modem is connected.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [seen('registered')],
    unless: [isLost, ended, seen('activation-failed', 'call-failed'), { fact: 'run.started' }],
    confidence: 0.3,
    says: 'The modem is registered with a network, and nobody has tried to connect.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'no-default-route',
    when: [seen('route-declined'), seen('activated', 'call-connected')],
    unless: [isLost],
    confidence: 0.9,
    says: 'The connection came up, but it is set never to be the default route, so traffic does not go over it.',
    remedy: 'Allow it: nmcli connection modify NAME ipv4.never-default no, then connect again.',
  },
  {
    cause: 'no-default-route',
    when: [seen('route-declined')],
    confidence: 0.62,
    says: 'The profile is set never to be the default route, so traffic does not go over it.',
    remedy: 'Allow it: nmcli connection modify NAME ipv4.never-default no, then connect again.',
  },
  {
    cause: 'no-dns',
    when: [seen('name-servers-declined'), seen('activated', 'call-connected')],
    unless: [isLost, { fact: 'config.read', where: { section: 'ipv4', key: 'dns' } }],
    confidence: 0.9,
    says: 'The connection came up, but its name servers are set to be ignored and no others are named, so no name can be looked up.',
    remedy: 'Take those of the network: nmcli connection modify NAME ipv4.ignore-auto-dns no, then connect again.',
  },
  {
    cause: 'no-dns',
    when: [seen('name-servers-declined')],
    unless: [{ fact: 'config.read', where: { section: 'ipv4', key: 'dns' } }],
    confidence: 0.62,
    says: 'The profile ignores the name servers of the network and names no others, so no name can be looked up.',
    remedy: 'Take those of the network: nmcli connection modify NAME ipv4.ignore-auto-dns no, then connect again.',
  },
];
