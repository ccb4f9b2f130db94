import type { AutomatonState } from './automaton.js';
import type { ConfigOption, ControlPacket } from './control-packet.js';

/** Where LCP or IPCP stands. `ours` is what we ask for, `theirs` what the peer asked for and got. */
export interface Negotiation<Values> {
  readonly state: AutomatonState;
  readonly ours: Values;
  readonly theirs: Values;
  /** Tries left before `timeout-last`. */
  readonly triesLeft: number;
  /** Identifier of our Configure-Request that waits for an answer, and its options as sent. */
  readonly waiting: { readonly id: number; readonly options: Uint8Array } | undefined;
  readonly lastId: number;
  /** Configure-Naks sent in a row; after `maxFailure` we reject instead. */
  readonly naksSent: number;
  /** Our Configure-Requests in a row to which nothing came back. */
  readonly unanswered: number;
}

/** What makes the automaton an LCP or an IPCP. */
export interface NegotiationRules<Values> {
  readonly maxConfigure: number;
  readonly maxTerminate: number;
  readonly maxFailure: number;
  readonly restartMs: number;
  readonly terminateMs: number;
  /** The options of our Configure-Request. */
  readonly options: (ours: Values) => readonly ConfigOption[];
  readonly judge: (asked: readonly ConfigOption[], negotiation: Negotiation<Values>) => Judgement<Values>;
  readonly onNak: (ours: Values, named: readonly ConfigOption[]) => Retry<Values>;
  readonly onReject: (ours: Values, refused: readonly ConfigOption[]) => Retry<Values>;
}

/** What we think of a Configure-Request. A Nak also says which of the options asked for it replaces. */
export type Judgement<Values> =
  | { readonly kind: 'accept'; readonly theirs: Values }
  | { readonly kind: 'nak'; readonly named: readonly ConfigOption[]; readonly asked: readonly ConfigOption[] }
  | { readonly kind: 'reject'; readonly refused: readonly ConfigOption[] }
  | { readonly kind: 'ignore' };

/** What to do about a Configure-Nak or -Reject: ask again, at once or after a pause, or give up. */
export type Retry<Values> =
  | { readonly kind: 'retry'; readonly ours: Values; readonly pauseMs?: number }
  | { readonly kind: 'give-up'; readonly because: 'no-address' | 'rejected' };

export type NegotiationInput =
  | { readonly kind: 'up' | 'down' | 'open' | 'timeout' }
  | { readonly kind: 'close' }
  | { readonly kind: 'packet'; readonly packet: ControlPacket }
  /** The peer does not know this protocol at all. */
  | { readonly kind: 'protocol-rejected' };

export type NegotiationOutput =
  | { readonly kind: 'send'; readonly packet: Uint8Array }
  | { readonly kind: 'start-timer'; readonly ms: number }
  | { readonly kind: 'stop-timer' }
  | { readonly kind: 'layer'; readonly is: 'up' | 'down' | 'finished' }
  /** Our Configure-Request went out for the `count`-th time without an answer. */
  | { readonly kind: 'asked'; readonly count: number }
  /** The peer answered it. */
  | { readonly kind: 'answered'; readonly code: number; readonly options: readonly ConfigOption[] }
  | { readonly kind: 'silent'; readonly requests: number }
  | { readonly kind: 'gave-up'; readonly because: 'no-address' | 'rejected' }
  | { readonly kind: 'terminate-asked'; readonly message: string };

export type NegotiationStep<Values> = readonly [Negotiation<Values>, readonly NegotiationOutput[]];

export const freshNegotiation = <Values>(ours: Values, none: Values): Negotiation<Values> => ({
  state: 'initial',
  ours,
  theirs: none,
  triesLeft: 0,
  waiting: undefined,
  lastId: 0,
  naksSent: 0,
  unanswered: 0,
});
