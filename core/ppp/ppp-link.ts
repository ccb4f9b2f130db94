import type { PppEvent } from './ppp-event.js';

/** What happens to a PPP link. Times are the caller's: a started timer comes back as `timer` with its name. */
export type PppInput =
  /** Begin: LCP opens. A `silent` server waits for the first frame instead. */
  | { readonly kind: 'open' }
  /** Octets from the line, cut anywhere. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** One IP packet to send; dropped while IP is not up. */
  | { readonly kind: 'packet'; readonly packet: Uint8Array }
  | { readonly kind: 'timer'; readonly timer: string }
  /** End politely: Terminate-Request, at most two, then `ended`. */
  | { readonly kind: 'close' }
  /** The line has gone: `ended` at once. */
  | { readonly kind: 'lost' };

export type PppOutput =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** One IP packet that arrived. */
  | { readonly kind: 'packet'; readonly packet: Uint8Array }
  | { readonly kind: 'start-timer'; readonly timer: string; readonly ms: number }
  | { readonly kind: 'stop-timer'; readonly timer: string }
  | { readonly kind: 'event'; readonly event: PppEvent };
