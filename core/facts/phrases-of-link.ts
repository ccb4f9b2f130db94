import type { PhrasesOf } from './phrase.js';
import { seconds } from './seconds.js';

/** From CONNECT to a link that carries IP. */
export const phrasesOfLink: PhrasesOf<`${'dial' | 'ppp' | 'pppd' | 'link' | 'route' | 'dns'}.${string}`> = {
  'dial.connected': ({ number, text }) => `The modem said ${text} to ${number}`,
  'ppp.started': ({ engine, because }) => `PPP began with engine ${engine}: ${because}`,
  'pppd.said': ({ line }) => `pppd said: ${line}`,
  'pppd.exited': ({ status, signal, means }) =>
    `pppd ended ${status === undefined ? `by ${signal ?? 'a signal'}` : `with status ${status}`} (${means})`,
  'ppp.lcp-opened': ({ auth }) =>
    auth === 'none'
      ? 'LCP opened; the peer asked for no authentication'
      : `LCP opened; the peer asked for ${upper(auth)}`,
  'ppp.auth-started': ({ protocol }) => `${upper(protocol)} began`,
  'ppp.auth-succeeded': ({ protocol }) => `${upper(protocol)} succeeded`,
  'ppp.auth-refused': ({ protocol, message }) => `${upper(protocol)} was refused${quoted(message)}`,
  'ppp.ipcp-sent': ({ count }) =>
    count > 1 ? `IPCP: no answer to ${count} requests` : 'IPCP: the first request was sent',
  'ppp.ipcp-offered': ({ address, dns, placeholder }) =>
    placeholder
      ? `IPCP: the name servers offered (${dns.join(', ')}) are placeholders, which means "not up yet"`
      : `IPCP: the peer offered ${address}${dns.length > 0 ? ` with name servers ${dns.join(', ')}` : ''}`,
  'ppp.protocol-rejected': ({ protocol }) => `The peer does not speak ${protocols[protocol] ?? `protocol ${protocol}`}`,
  'ppp.terminate-received': ({ message, up }) =>
    `The peer ended the link${up ? '' : ' before it was up'}${quoted(message)}`,
  'ppp.silence-suspected': ({ ms, causes, offered }) =>
    `IPCP had ${offered ? withoutAddress[offered] : 'been silent'} for ${seconds(ms)}${causes.length > 0 ? `; suspected: ${causes.join(', ')}` : ''}`,
  'ppp.up': ({ address, dns }) =>
    `IP came up with ${address}${dns.length > 0 ? ` and name servers ${dns.join(', ')}` : ' and no name servers'}`,
  'ppp.ended': ({ because }) => `PPP ended: ${because}`,
  'link.attached': ({ engine, interface: name }) =>
    name === undefined
      ? `The link stayed inside the process (${engine})`
      : `The link became interface ${name} (${engine})`,
  'link.probed': ({ rttMs, names }) =>
    `${rttMs === undefined ? 'No ping came back' : `A ping came back in ${Math.round(rttMs)} ms`}; ${names ? 'a' : 'no'} name server answered`,
  'route.set': ({ interface: name, metric }) =>
    `The default route was set to ${name}${metric === 0 ? '' : `, behind the machine's own (metric ${metric})`}`,
  'route.not-set': ({ interface: name, because }) => `The default route was not set to ${name}: ${because}`,
  'route.removed': ({ interface: name }) => `The default route to ${name} was taken away`,
  'dns.set': ({ by, servers }) => `The name servers ${servers.join(', ')} were given to ${by}`,
  'dns.not-set': ({ servers, because }) => `The name servers ${servers.join(', ')} were not set: ${because}`,
  'dns.removed': ({ by, interface: name }) => `The name servers of ${name} were taken back from ${by}`,
};

const upper = (protocol: string): string => protocol.toUpperCase();

const quoted = (message: string): string => (message === '' ? '' : `: "${message}"`);

/** PPP protocol numbers as the peer's Protocol-Reject names them, in hexadecimal. */
const protocols: Readonly<Record<string, string>> = { '8021': 'IPCP', '8057': 'IPv6', '80fd': 'compression (CCP)' };

const withoutAddress = {
  placeholders: 'named nothing but placeholders',
  address: 'offered an address and not agreed to it',
} as const;
