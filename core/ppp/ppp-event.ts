/** What a PPP link says of itself: RFC 1661, 1332, 1334, 1994 and 1877 in plain words. */
export type PppEvent =
  | { readonly kind: 'lcp-opened'; readonly auth: 'none' | 'pap' | 'chap'; readonly mru: number }
  | { readonly kind: 'lcp-silent'; readonly requests: number }
  | { readonly kind: 'loopback' }
  | { readonly kind: 'auth-started'; readonly protocol: 'pap' | 'chap' }
  | { readonly kind: 'auth-succeeded'; readonly protocol: 'pap' | 'chap' }
  | { readonly kind: 'auth-refused'; readonly protocol: 'pap' | 'chap'; readonly message: string }
  /** Our `count`-th IPCP Configure-Request in a row to which nothing has come back. */
  | { readonly kind: 'ipcp-sent'; readonly count: number }
  /** The peer named values (Configure-Nak or Ack); `placeholder` when they are the "not up yet" ones, which are asked for again. */
  | {
      readonly kind: 'ipcp-offered';
      readonly address: string;
      readonly dns: readonly string[];
      readonly placeholder: boolean;
    }
  /** `rejected`: the network names an address and disputes it, or does not know what we must ask; `no-address`: it names none. */
  | { readonly kind: 'ipcp-failed'; readonly because: 'no-address' | 'rejected' }
  /** The peer does not know a protocol that we sent, e.g. 0x80fd (CCP). What we do not know of the peer's is rejected without a word. */
  | { readonly kind: 'protocol-rejected'; readonly protocol: number }
  /** IP flows. `address` is this end's, `peer` the other's. May come again when the peer negotiates anew. */
  | {
      readonly kind: 'up';
      readonly address: string;
      readonly peer: string;
      readonly dns: readonly string[];
      readonly mtu: number;
    }
  /** The peer asks to end the link. `up`: it had been up. */
  | { readonly kind: 'terminate-received'; readonly message: string; readonly up: boolean }
  | { readonly kind: 'echo-lost'; readonly unanswered: number }
  /** A line of another program's log, without secrets, where another program runs the link. */
  | { readonly kind: 'said'; readonly line: string }
  /** That program has ended: by its exit status and what it means there, or by a signal. */
  | { readonly kind: 'exited'; readonly status?: number; readonly signal?: string; readonly means: string }
  /** The link is over: nothing more will come. */
  | { readonly kind: 'ended'; readonly because: 'closed' | 'peer' | 'failed' | 'hung-up' };
