import type { AuthMethod } from '@dialtone/plugins';
import { defaultEcho } from '../../ppp/keep-alive.js';

export interface PppdOptions {
  readonly tty: string;
  /** Whether it has DCD, DTR and RTS/CTS; a pseudo terminal has none. */
  readonly hasModemLines: boolean;
  /** What the network interface is to be called; at most 15 characters. */
  readonly interface: string;
  readonly user: string;
  /** Methods that may be used when the peer asks for authentication. */
  readonly auth: readonly AuthMethod[];
  /** LCP Configure-Requests, three seconds apart, before the other end counts as silent. */
  readonly lcpTries: number;
  /** A program that does nothing, in place of the system's ip-up and ip-down. */
  readonly script: string;
}

/** The descriptor on which pppd finds the password, to its end. */
export const passwordDescriptor = 3;

/**
 * pppd's command line. /etc/ppp/options is read before it, whatever we say, so it names also what would be so by default. Every word is
 * an argument of its own: user names may hold anything. The password is not among them: everybody sees a command line.
 */
export const pppdArguments = (options: PppdOptions): readonly string[] => [
  options.tty,
  ...process,
  ...(options.hasModemLines ? ['modem', 'crtscts'] : ['local', 'nocrtscts']),
  ...['ifname', options.interface],
  ...lcp(options.lcpTries),
  ...ipcp,
  // The system's own would rewrite /etc/resolv.conf.
  ...['ip-up-script', options.script, 'ip-down-script', options.script],
  ...refusals(options.auth),
  ...['user', options.user, 'plugin', 'passwordfd.so', 'passwordfd', String(passwordDescriptor)],
];

/** In the foreground, once, telling everything but the password. No lock file: the stick is ours, and a killed pppd would leave it behind. */
const process = ['nodetach', 'nopersist', 'nolock', 'idle', '0', 'debug', 'hide-password', 'logfd', '2', 'noauth'];

/**
 * One second instead of three between two tries of the same, also at the end: a far end that is silent, as the story's, holds the port up
 * for two seconds and not for six. Echoes as in our own engine; any traffic is a sign of life.
 */
const lcp = (tries: number): readonly string[] => [
  ...['lcp-restart', '1', 'lcp-max-configure', String(tries * 3), 'lcp-max-terminate', '2'],
  ...['lcp-echo-interval', String(defaultEcho.intervalMs / 1000), 'lcp-echo-failure', String(defaultEcho.unanswered)],
  'lcp-echo-adaptive',
];

/**
 * IPv4 and nothing else: sticks mangle header compression (VJ), and know no CCP. How long IPCP may take is for the corridor to say, so pppd
 * never gives up by itself; thirty Naks, since each placeholder is one. Routes and names are the corridor's too.
 */
const ipcp = [
  ...['noipv6', 'novj', 'novjccomp', 'noccp', 'nobsdcomp', 'nodeflate'],
  ...['noipdefault', 'ipcp-accept-local', 'ipcp-accept-remote', 'ipcp-no-addresses', 'usepeerdns', 'nodefaultroute'],
  ...['ipcp-max-configure', '9999', 'ipcp-max-failure', '30'],
];

const refusals = (auth: readonly AuthMethod[]): readonly string[] => [
  ...['refuse-eap', 'refuse-mschap', 'refuse-mschap-v2'],
  ...(auth.includes('pap') ? [] : ['refuse-pap']),
  ...(auth.includes('chap') ? [] : ['refuse-chap']),
];
