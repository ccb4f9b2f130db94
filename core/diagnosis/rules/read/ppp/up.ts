import type { FactPattern, Rule } from '@dialtone/plugins';

import { call, seen } from '../patterns.js';

const failures = [
  call({ ipcp: ['silent', 'placeholders', 'no-address', 'disputed', 'rejected'] }),
  call({ lcp: ['silent', 'loopback', 'refused'] }),
  call({ auth: 'refused' }),
  call({ dial: ['no-carrier', 'busy', 'no-answer', 'error', 'timeout'] }),
  call({ end: ['peer', 'hang-up', 'echo', 'idle', 'failed'] }),
];

/** What Qualcomm sticks name while there is no data context yet; pppd takes it for real. */
const placeholderDns = ['10.11.12.13', '10.11.12.14'];

/** A machine with another way to the internet keeps that for good reason: that the link was meant to be the way, something else must tell. */
const shouldCarry: readonly FactPattern[] = [
  seen('little-received', 'internet-missed', 'network-unreachable', 'ping-lost', 'names-unresolved'),
  // The stick's own network adapter.
  ...['wwan', 'usb', 'wwp', 'ppp'].map(
    (name): FactPattern => ({ fact: 'sign.seen', where: { sign: 'default-route-kept', detail: { contains: name } } }),
  ),
];

/** The link came up. */
export const upRules: readonly Rule[] = [
  {
    cause: 'healthy',
    when: [call({ ipcp: 'up', end: 'none' })],
    unless: [...failures, seen('ping-lost', 'ppp-timed-out')],
    confidence: 0.9,
    says: 'The connection came up and stayed up.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    when: [call({ ipcp: 'up', end: 'ours' })],
    unless: [...failures, seen('ping-lost', 'ppp-timed-out', 'little-received')],
    confidence: 0.8,
    says: 'The connection came up, and was ended by who had made it.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    // Enough where no call before it says otherwise.
    when: [call({ ipcp: 'up', end: 'ours' }), seen('little-received')],
    unless: [...failures, seen('ping-lost', 'ppp-timed-out')],
    confidence: 0.5,
    says: 'The connection came up, carried nothing, and was ended by who had made it.',
    remedy: 'Nothing needs to be done.',
  },
  {
    cause: 'healthy',
    // A context of IPv6 alone leaves IPCP without an answer, and carries traffic all the same.
    when: [seen('ipv6-up'), seen('link-listed-ipv6', 'traffic-counted')],
    unless: [
      call({ ipcp: ['placeholders', 'disputed'] }),
      call({ end: ['hang-up', 'peer', 'echo', 'idle'] }),
      seen('no-network-protocols', 'network-unreachable', 'names-unresolved', 'no-name-servers'),
    ],
    confidence: 0.86,
    says: 'The connection came up with IPv6 alone, and has an address that the internet knows.',
    remedy: 'Nothing needs to be done; where IPv4 is needed, ask the carrier for an APN that has it.',
  },
  ...shouldCarry.map(
    (proof): Rule => ({
      cause: 'no-default-route',
      when: [call({ ipcp: 'up' }), seen('default-route-kept'), proof],
      unless: [seen('traffic-counted'), ...failures],
      confidence: 0.92,
      says: 'The link came up, but the default route of another interface was left in place, so traffic does not go over it.',
      remedy:
        'Take that route away (sudo ip route del default) before the call, or put "replacedefaultroute" next to "defaultroute" into the options of pppd.',
    }),
  ),
  ...placeholderDns.map(
    (server): Rule => ({
      cause: 'no-dns',
      when: [call({ ipcp: 'up' }), { fact: 'ppp.up', where: { dns: server } }],
      // A stick names placeholders until the network has answered it, and some then go through IPCP again.
      unless: [...failures, seen('name-servers-turned-real')],
      confidence: 0.92,
      says: `The link came up, but the name server that the modem named, ${server}, is a placeholder: no name can be looked up.`,
      remedy: 'Set a name server of your own: echo "nameserver 9.9.9.9" | sudo tee /etc/resolv.conf.',
    }),
  ),
  {
    cause: 'no-dns',
    when: [call({ ipcp: 'up' }), seen('name-servers-refused')],
    unless: [seen('traffic-counted'), ...failures],
    confidence: 0.91,
    says: 'The link came up, but the network would not say which name servers to use, so no name can be looked up.',
    remedy: 'Set a name server of your own: echo "nameserver 9.9.9.9" | sudo tee /etc/resolv.conf.',
  },
];
