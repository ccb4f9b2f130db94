import type { Rule } from '@dialtone/plugins';
import { seen } from '../patterns.js';
import { failed, listedAs } from './patterns.js';

/** Listings in which all is well. */
export const wellRules: readonly Rule[] = [
  {
    cause: 'healthy',
    when: [seen('ping-answered')],
    unless: [
      ...failed,
      seen('names-unresolved', 'no-name-servers', 'no-default-route', 'route-refused'),
      seen('port-missing', 'port-busy', 'modem-silent'),
    ],
    confidence: 0.78,
    says: 'The internet answers over the link.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [seen('link-listed'), seen('route-over-link')],
    unless: [...failed, seen('names-unresolved', 'no-name-servers', 'network-unreachable', 'ping-lost')],
    confidence: 0.8,
    says: 'The link has an address and the default route goes over it.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [seen('link-listed'), seen('traffic-counted')],
    unless: [...failed, seen('names-unresolved', 'no-name-servers', 'network-unreachable', 'ping-lost')],
    confidence: 0.66,
    says: 'The link has an address and carries traffic.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    // Whatever id it has: a driver for modems made its ports.
    when: [{ fact: 'sign.seen', where: { sign: 'tty-made', by: 'the kernel' } }],
    unless: [
      ...failed,
      listedAs('storage'),
      { fact: 'run.started' },
      { fact: 'usb.left' },
      { fact: 'config.read' },
      seen(
        'modem-silent',
        'activation-failed',
        'no-modem-listed',
        'no-modem-found',
        'no-port-answered',
        'gps-sentences',
        'link-attached',
      ),
    ],
    confidence: 0.3,
    says: 'A driver made serial ports of the modem.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [listedAs('modem'), seen('switch-worked')],
    unless: [
      { fact: 'run.started' },
      { fact: 'config.read' },
      seen('port-missing', 'no-modem-found', 'driver-missing', 'driver-failed'),
    ],
    confidence: 0.6,
    says: 'The stick left its CD-ROM mode and is on the bus as a modem.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [listedAs('modem'), seen('tty-made')],
    unless: [
      { fact: 'run.started' },
      { fact: 'usb.left' },
      { fact: 'config.flaw' },
      { fact: 'at.replied' },
      seen('port-missing', 'port-busy', 'port-not-permitted', 'port-locked', 'no-modem-listed', 'modem-silent'),
      seen('manager-unsupported', 'link-attached'),
    ],
    confidence: 0.6,
    says: 'The modem is on the bus in modem mode and has its serial ports.',
    remedy: 'Nothing needs to be done.',
  },
];
