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
  | { readonly kind: 'ipcp-offered'; readonly address: string; readonly dns: readonly string[]; readonly placeholder: boolean }
  | { readonly kind: 'ipcp-failed'; readonly because: 'no-address' | 'rejected' }
  | { readonly kind: 'protocol-rejected'; readonly protocol: number }
  | { readonly kind: 'up'; readonly address: string; readonly peer: string; readonly dns: readonly string[]; readonly mtu: number }
  /** The peer asks to end the link. `up`: it had been up. */
  | { readonly kind: 'terminate-received'; readonly message: string; readonly up: boolean }
  | { readonly kind: 'echo-lost'; readonly unanswered: number }
  /** The link is over: nothing more will come. */
  | { readonly kind: 'ended'; readonly because: 'closed' | 'peer' | 'failed' | 'hung-up' };
