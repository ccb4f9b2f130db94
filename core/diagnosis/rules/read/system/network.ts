import type { Rule } from '@dialtone/plugins';
import { call, seen } from '../patterns.js';
import { failed } from './patterns.js';

const ownServer =
  'Set a name server of your own: echo "nameserver 9.9.9.9" | sudo tee /etc/resolv.conf; usepeerdns in the peers file asks the network for its own.';

/** What goes over the link once it is up. */
export const networkRules: readonly Rule[] = [
  {
    cause: 'no-default-route',
    when: [seen('no-default-route')],
    unless: [...failed, seen('route-over-link')],
    confidence: 0.92,
    says: 'The link is up, but the default route does not go over it[: {sign.seen:detail}].',
    remedy:
      'Put defaultroute and replacedefaultroute into the peers file, or set it now: sudo ip route replace default dev ppp0.',
  },
  {
    cause: 'no-default-route',
    when: [seen('link-listed'), seen('network-unreachable')],
    unless: [...failed, seen('route-over-link')],
    confidence: 0.85,
    says: 'The link has an address, but there is no route to the internet over it.',
    remedy:
      'Put defaultroute and replacedefaultroute into the peers file, or set it now: sudo ip route replace default dev ppp0.',
  },
  ...[seen('link-listed'), call({ ipcp: 'up' })].map(
    (isUp): Rule => ({
      cause: 'no-default-route',
      when: [isUp, seen('route-refused')],
      unless: [...failed, seen('route-over-link')],
      confidence: 0.91,
      says: 'The link is up, and the route over it was refused[: {sign.seen:detail}].',
      remedy:
        'Set it by the name of the link, without an address of the other end: sudo ip route replace default dev ppp0.',
    }),
  ),
  {
    cause: 'no-dns',
    when: [seen('names-unresolved'), seen('ping-answered')],
    unless: failed,
    confidence: 0.93,
    says: 'Addresses of the internet answer, but no name can be looked up.',
    remedy: ownServer,
  },
  {
    cause: 'no-dns',
    when: [seen('no-name-servers'), seen('link-listed', 'route-over-link', 'names-unresolved')],
    unless: failed,
    confidence: 0.91,
    says: 'The link is up, but the system has no name server that works[ ({sign.seen:detail})].',
    remedy: ownServer,
  },
  {
    cause: 'no-dns',
    when: [seen('no-name-servers'), call({ ipcp: 'up' })],
    unless: failed,
    confidence: 0.91,
    says: 'The link is up, but the system has no name server that works.',
    remedy: ownServer,
  },
  {
    cause: 'no-dns',
    when: [seen('names-unresolved'), call({ ipcp: 'up' })],
    unless: [...failed, seen('no-default-route', 'network-unreachable')],
    confidence: 0.94,
    says: 'The link came up, and no name can be looked up over it.',
    remedy: ownServer,
  },
  {
    cause: 'no-dns',
    when: [seen('names-unresolved')],
    unless: [...failed, seen('no-default-route', 'network-unreachable')],
    confidence: 0.6,
    says: 'Names cannot be looked up.',
    remedy: 'See with ping -c3 9.9.9.9 whether addresses answer; if they do, set a name server in /etc/resolv.conf.',
  },
  {
    cause: 'apn-missing',
    when: [call({ ipcp: 'up', context: 'none', technology: 'gsm' }), seen('ping-lost')],
    unless: [...failed, seen('no-default-route', 'network-unreachable')],
    confidence: 0.68,
    says: 'The link came up without an APN having been given, and nothing comes back over it: the modem made up an address by itself, or the network lets nobody through.',
    remedy: 'Set the APN of the carrier before the call, e.g. Init3 = AT+CGDCONT=1,"IP","APN" in wvdial.conf.',
  },
  {
    cause: 'apn-wrong',
    when: [call({ ipcp: 'up' }), seen('ping-lost')],
    unless: [...failed, seen('no-default-route', 'network-unreachable')],
    confidence: 0.5,
    says: 'The link came up, and nothing comes back over it: the APN is not the one for the internet, or the SIM has no data left.',
    remedy:
      'Look with ip route whether the default route goes over ppp0; if it does, ask the carrier for the APN and the state of the SIM.',
  },
];
