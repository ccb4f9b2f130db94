import { namelessPeer, placeholderDns, unspecified } from '../../ppp/ipcp-values.js';
import { defaultMru } from '../../ppp/lcp.js';
import { type LogPacket, parseLogPacket } from '../../ppp/log-packet.js';
import type { PppEvent } from '../../ppp/ppp-event.js';

/** What pppd's log has told so far. */
export interface PppdLog {
  /** The network interface, from the moment on which pppd has the tty. */
  readonly interface: string | undefined;
  readonly lcp: LcpSeen;
  readonly ipcp: IpcpSeen;
  /** The link's values, printed line by line. */
  readonly values: { readonly address?: string; readonly peer?: string; readonly dns: readonly string[] };
  readonly isUp: boolean;
  /** Something was told that explains the end. */
  readonly failed: boolean;
  readonly ending: 'peer' | 'failed' | 'hung-up' | undefined;
}

interface LcpSeen {
  /** Our last Configure-Request; an answer to another one counts nothing. */
  readonly id: number;
  /** Requests in a row without any answer. */
  readonly unanswered: number;
  readonly acked: boolean;
  /** What the peer asked for and was granted. */
  readonly theirs: { readonly auth: Auth; readonly mru: number } | undefined;
  readonly opened: boolean;
  readonly authPassed: boolean;
}

interface IpcpSeen {
  readonly unanswered: number;
  readonly naks: number;
  /** What the last Configure-Nak named. */
  readonly named: 'placeholders' | 'address' | undefined;
}

type Auth = 'none' | 'pap' | 'chap';
type Step = readonly [PppdLog, readonly PppEvent[]];

const noLcp: LcpSeen = {
  id: -1,
  unanswered: 0,
  acked: false,
  theirs: undefined,
  opened: false,
  authPassed: false,
};
const noIpcp: IpcpSeen = { unanswered: 0, naks: 0, named: undefined };

export const freshLog: PppdLog = {
  interface: undefined,
  lcp: noLcp,
  ipcp: noIpcp,
  values: { dns: [] },
  isUp: false,
  failed: false,
  ending: undefined,
};

/**
 * Takes one line of pppd's debug log (2.4.x and 2.5.x print alike) and tells what it means in the words of our own engine. `script` is what
 * pppd runs as ip-up: when it starts, all values of the link have been printed. Never throws; what is not known tells nothing.
 */
export const readLogLine = (log: PppdLog, line: string, script: string): Step => {
  const packet = parseLogPacket(line);
  const [next, events] = packet ? takePacket(log, packet) : takeWords(log, line, script);
  return [events.some(explains) ? { ...next, failed: true } : next, events];
};

const explains = ({ kind }: PppEvent): boolean =>
  kind === 'lcp-silent' ||
  kind === 'loopback' ||
  kind === 'auth-refused' ||
  kind === 'ipcp-failed' ||
  kind === 'terminate-received' ||
  kind === 'echo-lost';

const takePacket = (log: PppdLog, packet: LogPacket): Step => {
  switch (packet.protocol) {
    case 'LCP':
      return takeLcp(log, packet);
    case 'PAP':
    case 'CHAP':
      return takeAuth(log, packet, packet.protocol === 'PAP' ? 'pap' : 'chap');
    case 'IPCP':
      return takeIpcp(log, packet);
    default:
      return [log, []];
  }
};

const takeLcp = (log: PppdLog, packet: LogPacket): Step => {
  switch (`${packet.way} ${packet.code}`) {
    case 'sent ConfReq':
      return [lcpAsked(log, packet), []];
    case 'rcvd ConfReq':
      return [lcpOffered(log), []];
    case 'rcvd ConfAck':
      return packet.id === log.lcp.id
        ? lcpAgreed({ ...log, lcp: { ...log.lcp, unanswered: 0, acked: true } })
        : [log, []];
    case 'sent ConfAck':
      return lcpAgreed({ ...log, lcp: { ...log.lcp, theirs: { auth: authIn(packet), mru: mruIn(packet) } } });
    case 'rcvd ConfNak':
    case 'rcvd ConfRej':
      return [{ ...log, lcp: { ...log.lcp, unanswered: 0 } }, []];
    case 'rcvd TermReq':
      return terminated(log, packet);
    default:
      return [log, []];
  }
};

/** Negotiating anew takes everything above LCP down. */
const lcpAgain = (log: PppdLog): PppdLog =>
  log.lcp.opened ? { ...log, lcp: noLcp, ipcp: noIpcp, values: { dns: [] }, isUp: false } : log;

const lcpAsked = (before: PppdLog, { id }: LogPacket): PppdLog => {
  const log = lcpAgain(before);
  return { ...log, lcp: { ...log.lcp, id, acked: false, unanswered: log.lcp.unanswered + 1 } };
};

const lcpOffered = (before: PppdLog): PppdLog => {
  const log = lcpAgain(before);
  return { ...log, lcp: { ...log.lcp, unanswered: 0, theirs: undefined } };
};

const lcpAgreed = (log: PppdLog): Step => {
  const { acked, theirs, opened } = log.lcp;
  if (!acked || theirs === undefined || opened) return [log, []];
  const { auth, mru } = theirs;
  return [
    { ...log, lcp: { ...log.lcp, opened: true } },
    [
      { kind: 'lcp-opened', auth, mru },
      ...(auth === 'none' ? [] : [{ kind: 'auth-started', protocol: auth } as const]),
    ],
  ];
};

const authIn = (packet: LogPacket): Auth => {
  const [method] = (option(packet, 'auth') ?? '').split(' ');
  return method === 'pap' || method === 'chap' ? method : 'none';
};
const mruIn = (packet: LogPacket): number => Number(option(packet, 'mru') ?? defaultMru);

const option = ({ options }: LogPacket, name: string): string | undefined =>
  options.find(([candidate]) => candidate === name)?.[1];

const terminated = (log: PppdLog, { message }: LogPacket): Step => [
  { ...log, ending: log.ending ?? 'peer' },
  [{ kind: 'terminate-received', message, up: log.isUp }],
];

const takeAuth = (log: PppdLog, { code, message }: LogPacket, protocol: 'pap' | 'chap'): Step => {
  if (code === 'AuthNak' || code === 'Failure') return [failing(log), [{ kind: 'auth-refused', protocol, message }]];
  // A peer may ask again at any time.
  if ((code !== 'AuthAck' && code !== 'Success') || log.lcp.authPassed) return [log, []];
  return [{ ...log, lcp: { ...log.lcp, authPassed: true } }, [{ kind: 'auth-succeeded', protocol }]];
};

const failing = (log: PppdLog): PppdLog => ({ ...log, ending: log.ending ?? 'failed' });

const takeIpcp = (log: PppdLog, packet: LogPacket): Step => {
  switch (`${packet.way} ${packet.code}`) {
    case 'sent ConfReq':
      return ipcpAsked(log);
    case 'rcvd ConfNak':
      return ipcpNamed(log, packet);
    case 'rcvd ConfAck':
      return [heardIpcp(log), log.ipcp.naks === 0 ? [{ kind: 'ipcp-offered', ...offerIn(packet) }] : []];
    case 'rcvd ConfRej':
      return option(packet, 'addr') === undefined
        ? [heardIpcp(log), []]
        : [failing(log), [{ kind: 'ipcp-failed', because: 'rejected' }]];
    case 'rcvd TermReq':
      return terminated(log, packet);
    default:
      return [log, []];
  }
};

const ipcpAsked = (log: PppdLog): Step => {
  const count = log.ipcp.unanswered + 1;
  return [{ ...log, ipcp: { ...log.ipcp, unanswered: count } }, [{ kind: 'ipcp-sent', count }]];
};

const heardIpcp = (log: PppdLog): PppdLog => ({ ...log, ipcp: { ...log.ipcp, unanswered: 0 } });

const ipcpNamed = (log: PppdLog, packet: LogPacket): Step => {
  const offer = offerIn(packet);
  const named = offer.placeholder ? 'placeholders' : offer.address !== unspecified ? 'address' : log.ipcp.named;
  const ipcp: IpcpSeen = { unanswered: 0, naks: log.ipcp.naks + 1, named };
  return [{ ...log, ipcp }, [{ kind: 'ipcp-offered', ...offer }]];
};

const offerIn = (packet: LogPacket): Omit<Extract<PppEvent, { kind: 'ipcp-offered' }>, 'kind'> => {
  const dns = packet.options.filter(([name, value]) => /^ms-dns\d$/.test(name) && value !== unspecified);
  const servers = [...new Set(dns.map(([, value]) => value))];
  return {
    address: option(packet, 'addr') ?? unspecified,
    dns: servers,
    placeholder: servers.some(isPlaceholder),
  };
};

const isPlaceholder = (server: string): boolean => placeholderDns.includes(server);

const takeWords = (log: PppdLog, line: string, script: string): Step => {
  if (line.startsWith(`Script ${script} started`)) return ipIsUp(log);
  for (const [pattern, take] of words) {
    const found = pattern.exec(line);
    if (found) return take(log, found[1] ?? '');
  }
  return [log, []];
};

const words: readonly (readonly [RegExp, (log: PppdLog, word: string) => Step])[] = [
  [/^Connect: (\S+) <-->/, (log, name) => [{ ...log, interface: name }, []]],
  [/^local {2}IP address (\S+)/, (log, address) => [{ ...log, values: { dns: [], address } }, []]],
  [/^remote IP address (\S+)/, (log, peer) => [{ ...log, values: { ...log.values, peer } }, []]],
  [/^(?:primary|secondary) +DNS address (\S+)/, (log, server) => [withServer(log, server), []]],
  [/^LCP: timeout sending Config-Requests/, (log) => [failing(log), [lcpSilence(log)]]],
  [/^Serial line is looped back/, (log) => [failing(log), [{ kind: 'loopback' }]]],
  [/^No response to (?:PAP )authenticate-requests/, (log) => [failing(log), [unanswered('pap')]]],
  [/^CHAP authentication timed out/, (log) => [failing(log), [unanswered('chap')]]],
  [
    /^No response to (\d+) echo-requests/,
    (log, count) => [failing(log), [{ kind: 'echo-lost', unanswered: Number(count) }]],
  ],
  [/^IPCP: timeout sending Config-Requests/, (log) => addressless(log)],
  [/^Could not determine local IP address/, (log) => addressless(log)],
  [/^Peer refused to agree to our IP address/, (log) => addressless(log)],
  [
    /^Protocol-Reject for .*\b0x([0-9a-f]+)\)? received/,
    (log, number) => protocolRejected(log, Number.parseInt(number, 16)),
  ],
  [/^(?:Modem hangup|Hangup \(SIGHUP\))/, (log) => [{ ...log, ending: log.ending ?? 'hung-up' }, []]],
];

const withServer = (log: PppdLog, server: string): PppdLog => ({
  ...log,
  values: { ...log.values, dns: [...new Set([...log.values.dns, server])] },
});

const lcpSilence = ({ lcp }: PppdLog): PppEvent => ({ kind: 'lcp-silent', requests: lcp.unanswered });

const unanswered = (protocol: 'pap' | 'chap'): PppEvent => ({ kind: 'auth-refused', protocol, message: 'no answer' });

/** An address that was named and then not granted is a dispute; none, or nothing but placeholders, is a context that is not there. */
const addressless = (log: PppdLog): Step =>
  log.failed
    ? [log, []]
    : [failing(log), [{ kind: 'ipcp-failed', because: log.ipcp.named === 'address' ? 'rejected' : 'no-address' }]];

const protocolRejected = (log: PppdLog, protocol: number): Step => {
  const told: PppEvent = { kind: 'protocol-rejected', protocol };
  const isFatal = protocol === ipcpProtocol || protocol === ipProtocol;
  return isFatal ? [failing(log), [told, { kind: 'ipcp-failed', because: 'rejected' }]] : [log, [told]];
};

const ipProtocol = 0x0021;
const ipcpProtocol = 0x8021;

/** pppd takes placeholders for name servers: asking again on this call is past, so they are what they mean, a context that is not there. */
const ipIsUp = (log: PppdLog): Step => {
  const { address, peer = namelessPeer, dns } = log.values;
  if (address === undefined || log.isUp) return [log, []];
  const onlyPlaceholders = dns.length === 0 && log.ipcp.named === 'placeholders';
  if (onlyPlaceholders || dns.some(isPlaceholder))
    return [failing(log), [{ kind: 'ipcp-failed', because: 'no-address' }]];
  const mtu = Math.min(log.lcp.theirs?.mru ?? defaultMru, defaultMru);
  return [{ ...log, isUp: true }, [{ kind: 'up', address, peer, dns, mtu }]];
};
