import type { AuthMethod } from '@dialtone/plugins';

/** How one end of a PPP link is run: `client` is Dialtone towards a modem, `server` the network that the virtual modem stands for. */
export type PppConfig = PppClientConfig | PppServerConfig;

interface PppCommon {
  /** Gives that many random octets, for magic numbers and CHAP challenges. The machine is pure as far as this is. */
  readonly random: (count: number) => Uint8Array;
  /** Longest packet that we want to receive, in octets. Default 1500. */
  readonly mru?: number;
  /** Control characters that the peer is to escape, one bit each. Default 0: USB carries all of them. */
  readonly asyncmap?: number;
  /** Ask for and allow header compression (PFC and ACFC). Default true. */
  readonly compression?: boolean;
  /** Milliseconds between two tries of a Configure-Request, PAP request or CHAP challenge. Default 3000. */
  readonly restartMs?: number;
  /** Milliseconds between two Terminate-Requests, of which there are two. Default 1000. */
  readonly terminateMs?: number;
  /** LCP Echo-Requests once LCP is open. Default every 30 s and 4 without a sign of life for a client, `off` for a server. */
  readonly echo?: 'off' | { readonly intervalMs: number; readonly unanswered: number };
}

export interface PppClientConfig extends PppCommon {
  readonly role: 'client';
  readonly user: string;
  readonly password: string;
  /** What we agree to when the peer asks; with neither `pap` nor `chap` its wish is rejected, which Three's network takes. */
  readonly auth: readonly AuthMethod[];
  /** LCP Configure-Requests in a row without an answer before giving up. Default 10, as in RFC 1661. */
  readonly lcpMaxConfigure?: number;
  /** IPCP Configure-Requests in a row without an answer before giving up. Default: no limit, the corridor has one. */
  readonly ipcpMaxConfigure?: number;
}

export interface PppServerConfig extends PppCommon {
  readonly role: 'server';
  /** Wait for the client's first frame instead of speaking first. Default true: what is sent before the tty is open is lost and costs 3 s. */
  readonly silent?: boolean;
  /** What the client is asked for. It may refuse, or name the other method. */
  readonly auth: AuthMethod;
  /** Which credentials pass. Default `any`, as sticks do, which answer for the network before they know it. */
  readonly credentials?: PppCredentials;
  /** What the client is given, as `10.1.2.3`. */
  readonly address: string;
  /** Our own end. */
  readonly peer: string;
  /** At most two. */
  readonly dns: readonly string[];
  /** Default `answer`. */
  readonly ipcp?: PppServerIpcp;
  /** `silent`: Terminate-Requests go unanswered, as in the story of 2009. Default `answer`. */
  readonly terminate?: 'answer' | 'silent';
}

export type PppCredentials =
  | { readonly kind: 'any' }
  | { readonly kind: 'exact'; readonly user: string; readonly password: string }
  | { readonly kind: 'refuse'; readonly message: string };

/**
 * How the network side behaves at IPCP. `silent`: no word, there is no data context. `placeholder`: name servers 10.11.12.13
 * and .14 until the context is up, which is never. `conflict`: no address is ever right. The object: placeholders for so many
 * Configure-Naks, then the real values.
 */
export type PppServerIpcp = 'answer' | 'silent' | 'placeholder' | 'conflict' | { readonly placeholders: number };
