import { call, seen } from '../patterns.js';
import { change } from './change-line.js';
import type { LintRule } from './lint-rule.js';
import { dialled } from './logs.js';

/** What flaws of pppd's options, of secrets and of ports mean. */
export const lintsOfPppd: readonly LintRule[] = [
  {
    cause: 'pppd-bad-option',
    flaws: ['option-unknown', 'option-without-value', 'connect-unquoted'],
    alone: 0.7,
    // A pppd that spoke PPP has taken its options.
    unless: [call({ lcp: ['silent', 'loopback', 'refused', 'opened'] })],
    says: 'pppd does not take the line "{config.flaw:line}" and ends at once.',
    remedy: change,
  },
  {
    cause: 'pppd-bad-option',
    flaws: ['typographic-quotes'],
    keys: ['connect', 'disconnect', 'init', 'pty'],
    alone: 0.7,
    says: 'pppd knows plain quotes only, so it takes the line "{config.flaw:line}" apart at its blanks and refuses the pieces.',
    remedy: change,
  },
  {
    cause: 'pppd-bad-option',
    flaws: ['quote-left-open'],
    alone: 0.7,
    with: [seen('connect-script-failed'), call({ dial: 'connect', lcp: 'none' })],
    withLog: 0.86,
    says: 'A quote is opened in "{config.flaw:line}" and not closed, so pppd takes all lines that follow for a part of it.',
    remedy: change,
  },
  {
    cause: 'peer-auth-required',
    flaws: ['auth-demanded'],
    alone: 0.64,
    unless: [{ fact: 'config.read', where: { key: 'noauth' } }, { fact: 'ppp.auth-succeeded' }],
    says: 'pppd is told to have the network prove who it is ({config.flaw:line}), and no carrier does that.',
    remedy: 'Put noauth in the place of "{config.flaw:line}".',
  },
  {
    cause: 'peer-auth-required',
    flaws: ['noauth-missing'],
    alone: 0.5,
    unless: [{ fact: 'config.read', where: { key: 'noauth' } }, { fact: 'ppp.lcp-opened' }, { fact: 'call.summed' }],
    says: 'Nothing excuses the network from proving who it is, and no carrier does that.',
    remedy: 'Add a line noauth to the peers file; sudo pppd call NAME debug nodetach tells whether it is that.',
  },
  {
    cause: 'no-default-route',
    flaws: ['default-route-missing'],
    alone: 0.4,
    unless: [{ fact: 'config.read', where: { key: { oneOf: ['defaultroute', 'replacedefaultroute'] } } }],
    says: 'Nothing asks for a default route over the link.',
    remedy: 'Add a line defaultroute to the peers file; ip route tells whether one is there.',
  },
  {
    cause: 'no-dns',
    flaws: ['peer-dns-missing'],
    alone: 0.35,
    unless: [{ fact: 'config.read', where: { key: { oneOf: ['usepeerdns', 'ms-dns'] } } }],
    says: "Nothing asks for the network's name servers.",
    remedy: 'Add a line usepeerdns to the peers file; cat /etc/resolv.conf tells whether there are others.',
  },
  {
    cause: 'auth-failed',
    flaws: ['secret-missing'],
    alone: 0.5,
    with: [{ fact: 'call.summed', where: { auth: 'refused' } }],
    withLog: 0.9,
    says: 'The line "{config.flaw:line}" has no secret, so there is no password to give.',
    remedy: 'Write client, server and secret in one line: "user" * "password".',
  },
  {
    cause: 'port-missing',
    flaws: ['letter-for-digit', 'line-malformed'],
    keys: ['Modem', 'device'],
    alone: 0.68,
    unless: dialled,
    says: 'The port in "{config.flaw:line}" is written wrongly, so there is none of that name.',
    remedy: change,
  },
  {
    cause: 'wrong-port',
    flaws: ['device-not-serial'],
    alone: 0.68,
    unless: dialled,
    says: 'The device in "{config.flaw:line}" is no serial port, and PPP needs one.',
    remedy:
      'Name a serial port of the modem there, e.g. /dev/ttyUSB0, or use the protocol that belongs to this device: qmi, mbim or ncm.',
  },
  {
    cause: 'wrong-port',
    flaws: ['ports-differ'],
    alone: 0.5,
    says: 'Two files name different ports; one of them is this: {config.flaw:line}.',
    remedy: 'Name the same port in both; ls /dev/ttyUSB* shows which there are, and AT gets an OK on the right one.',
  },
];
