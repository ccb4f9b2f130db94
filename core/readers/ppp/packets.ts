import { placeholderDns, unspecified } from '../../ppp/ipcp-values.js';
import { defaultMru } from '../../ppp/lcp.js';
import type { LogPacket } from '../../ppp/log-packet.js';
import type { ReadFact } from '../reader.js';
import { type AddressClaim, claimAfter, noClaim } from './address-claim.js';
import { pppdSign } from './said.js';

/** Tells what control packets mean that pppd's debug log shows. */
export interface PacketReader {
  readonly take: (packet: LogPacket) => readonly ReadFact[];
  /** A link begins anew. */
  readonly reset: () => void;
}

export const packetReader = (): PacketReader => {
  let state = fresh;
  return {
    take: (packet) => {
      const [next, told] = packetTold(state, packet);
      state = next;
      return told;
    },
    reset: () => {
      state = fresh;
    },
  };
};

interface Seen {
  /** Our own requests by id and magic number, the newest last. Magic numbers alone prove no echo: people blank them out. */
  readonly ours: readonly string[];
  readonly lcpUnanswered: number;
  readonly ourLcpAcked: boolean;
  readonly theirLcp: LogPacket | undefined;
  readonly lcpOpened: boolean;
  readonly ipcpUnanswered: number;
  readonly claim: AddressClaim;
}

const fresh: Seen = {
  ours: [],
  lcpUnanswered: 0,
  ourLcpAcked: false,
  theirLcp: undefined,
  lcpOpened: false,
  ipcpUnanswered: 0,
  claim: noClaim,
};
type Told = readonly [Seen, readonly ReadFact[]];

const packetTold = (seen: Seen, packet: LogPacket): Told => {
  switch (packet.protocol) {
    case 'LCP':
      return lcpTold(seen, packet);
    case 'PAP':
    case 'CHAP':
    case 'EAP':
      return [seen, authTold(packet)];
    case 'IPCP': {
      const claim = claimAfter(seen.claim, packet);
      const [next, told] = ipcpTold({ ...seen, claim }, packet);
      return [
        next,
        claim.times > seen.claim.times && claim.times === insists ? [...told, ...insisted(packet, claim)] : told,
      ];
    }
    default:
      return [seen, []];
  }
};

/** So often, and it is no crossing of two packets on their way. */
const insists = 2;
const insisted = (packet: LogPacket, { given }: AddressClaim): readonly ReadFact[] =>
  pppdSign(
    'ipcp-disputed',
    `our IP address, ${option(packet, 'addr') ?? ''} by our options and ${given} by the network`,
  );

const lcpTold = (seen: Seen, packet: LogPacket): Told => {
  if (packet.way === 'rcvd' && packet.code === 'ConfReq' && seen.ours.includes(markOf(packet)))
    return [seen, pppdSign('looped-back')];
  switch (`${packet.way} ${packet.code}`) {
    case 'sent ConfReq':
      return lcpAsked(seen, packet);
    case 'rcvd ConfReq':
      return [{ ...seen, lcpUnanswered: 0 }, pppdSign('lcp-heard')];
    case 'sent ConfAck':
      return lcpAgreed({ ...seen, theirLcp: packet });
    case 'rcvd ConfAck': {
      const [next, told] = lcpAgreed({ ...seen, lcpUnanswered: 0, ourLcpAcked: true });
      return [next, [...pppdSign('lcp-heard'), ...told]];
    }
    case 'rcvd ConfNak':
      return [{ ...seen, lcpUnanswered: 0 }, pppdSign('lcp-heard')];
    case 'rcvd ConfRej': {
      const auth = option(packet, 'auth');
      return [
        { ...seen, lcpUnanswered: 0 },
        [...pppdSign('lcp-heard'), ...(auth === undefined ? [] : pppdSign('peer-must-prove-itself', auth))],
      ];
    }
    case 'rcvd TermReq':
      return [seen, terminated(packet)];
    case 'sent TermReq':
      return [seen, ended(packet.message)];
    default:
      return [seen, []];
  }
};

const lcpAsked = (before: Seen, packet: LogPacket): Told => {
  const seen = before.lcpOpened ? { ...fresh, ours: before.ours } : before;
  const count = seen.lcpUnanswered + 1;
  const ours = option(packet, 'magic') === undefined ? seen.ours : [...seen.ours, markOf(packet)].slice(-mostOurs);
  const next = { ...seen, lcpUnanswered: count, ourLcpAcked: false, ours };
  return [next, count <= mostCounted ? pppdSign('lcp-asked', String(count)) : []];
};

const mostOurs = 12;

const markOf = (packet: LogPacket): string => `${packet.id} ${option(packet, 'magic') ?? 'none'}`;

/** What is told more often tells nothing more. */
const mostCounted = 10;

const lcpAgreed = (seen: Seen): Told => {
  if (!seen.ourLcpAcked || seen.theirLcp === undefined || seen.lcpOpened) return [seen, []];
  const [auth = 'none'] = (option(seen.theirLcp, 'auth') ?? '').split(' ').filter((word) => word !== '');
  const mru = Number(option(seen.theirLcp, 'mru') ?? defaultMru);
  return [{ ...seen, lcpOpened: true }, [{ fact: 'ppp.lcp-opened', auth, mru }]];
};

const terminated = ({ message }: LogPacket): readonly ReadFact[] => [
  { fact: 'ppp.terminate-received', message: printable.test(message) ? message : '', up: false },
];
/** Some peers put binary data there. */
const printable = /^[\x20-\x7e\s]*$/;

/** The reason that pppd itself gives to the other end. */
export const ended = (reason: string): readonly ReadFact[] => {
  const found = reasons.find(([pattern]) => pattern.test(reason));
  return found ? found[1](reason) : [];
};

const reasons: readonly (readonly [RegExp, (reason: string) => readonly ReadFact[]])[] = [
  [/no network protocols/i, () => pppdSign('no-network-protocols')],
  [/user request/i, () => pppdSign('told-to-end')],
  [/peer not responding/i, () => pppdSign('echo-unanswered')],
  [/link inactive|connect time expired|traffic limit/i, (reason) => pppdSign('link-idle', reason)],
  [/loopback detected/i, () => pppdSign('looped-back')],
  [/peer refused to authenticate/i, () => pppdSign('peer-must-prove-itself')],
  [/failed to authenticate ourselves/i, () => [{ fact: 'ppp.auth-refused', protocol: 'authentication', message: '' }]],
];

const authTold = ({ way, protocol, code, message }: LogPacket): readonly ReadFact[] => {
  const name = protocol.toLowerCase();
  if (way === 'rcvd') {
    if (code === 'AuthAck' || code === 'Success') return [{ fact: 'ppp.auth-succeeded', protocol: name }];
    if (code === 'AuthNak' || code === 'Failure') return [{ fact: 'ppp.auth-refused', protocol: name, message }];
  }
  return (way === 'sent' && (code === 'AuthReq' || code === 'Response')) || code === 'Challenge'
    ? [{ fact: 'ppp.auth-started', protocol: name }]
    : [];
};

const ipcpTold = (seen: Seen, packet: LogPacket): Told => {
  switch (`${packet.way} ${packet.code}`) {
    case 'sent ConfReq':
      return ipcpAsked(seen);
    case 'rcvd ConfNak':
    case 'rcvd ConfAck':
      return ipcpOffered(seen, packet);
    case 'rcvd ConfRej':
      return [{ ...seen, ipcpUnanswered: 0 }, [...pppdSign('ipcp-heard'), ...refused(packet)]];
    case 'rcvd ConfReq':
      return [seen, pppdSign('ipcp-heard')];
    case 'sent ConfNak': {
      const ours = option(packet, 'addr') ?? unspecified;
      return [
        seen,
        ours === unspecified ? [] : pppdSign('ipcp-disputed', `what its own address is: ${ours} by our options`),
      ];
    }
    case 'rcvd TermReq':
      return [seen, terminated(packet)];
    default:
      return [seen, []];
  }
};

const ipcpAsked = (seen: Seen): Told => {
  const count = seen.ipcpUnanswered + 1;
  return [{ ...seen, ipcpUnanswered: count }, count <= mostCounted ? [{ fact: 'ppp.ipcp-sent', count }] : []];
};

const ipcpOffered = (seen: Seen, packet: LogPacket): Told => {
  const address = option(packet, 'addr') ?? unspecified;
  const named = packet.options.filter(([name, value]) => /^ms-dns\d?$/.test(name) && value !== unspecified);
  const dns = [...new Set(named.map(([, value]) => value))];
  const placeholder = dns.some((server) => placeholderDns.includes(server));
  const offer: ReadFact = { fact: 'ppp.ipcp-offered', address, dns, placeholder };
  return [{ ...seen, ipcpUnanswered: 0 }, [...pppdSign('ipcp-heard'), offer]];
};

const refused = (packet: LogPacket): readonly ReadFact[] => {
  if (option(packet, 'addr') !== undefined) return pppdSign('ipcp-disputed', 'the address');
  return option(packet, 'ms-dns1') === undefined ? [] : pppdSign('name-servers-refused');
};

const option = ({ options }: LogPacket, name: string): string | undefined =>
  options.find(([candidate]) => candidate === name)?.[1];
