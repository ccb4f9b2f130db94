import type { Submit } from './protocol.js';

/** What an endpoint, or a control request, makes of what the host asked. */
export type Answer =
  /** For an IN request what is read, at most as long as was asked for; for an OUT request nothing. */
  { readonly kind: 'done'; readonly data: Uint8Array } | { readonly kind: 'stalled' };

/** One endpoint of a device. Requests are answered in their order, at once or when there is something to say. */
export interface Endpoint {
  readonly submit: (request: Submit) => void;
  /** Forgets a request that waits; false when none of this name does. */
  readonly unlink: (seqnum: number) => boolean;
}

export type Respond = (request: Submit, answer: Answer) => void;

export const stalled: Answer = { kind: 'stalled' };
export const nothing = new Uint8Array(0);
export const done = (data: Uint8Array = nothing): Answer => ({ kind: 'done', data });
