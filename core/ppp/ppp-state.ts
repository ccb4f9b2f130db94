import type { AuthState } from './auth-state.js';
import { encodeFrame, type Framing, type HdlcDecoder, plainFraming } from './hdlc.js';
import type { IpcpValues } from './ipcp-values.js';
import { defaultMru, type LcpValues } from './lcp.js';
import type { Negotiation } from './negotiation.js';
import type { PppConfig } from './ppp-config.js';
import type { PppEvent } from './ppp-event.js';
import type { PppOutput } from './ppp-link.js';

/** Everything that a PPP link knows. A value: a step makes a new one and leaves this as it was. */
export interface PppState {
  readonly config: PppConfig;
  /** RFC 1661, 3.2; `ended` is final. */
  readonly phase: 'dead' | 'establish' | 'authenticate' | 'network' | 'terminate' | 'ended';
  readonly decoder: HdlcDecoder;
  readonly lcp: Negotiation<LcpValues>;
  readonly auth: AuthState;
  readonly ipcp: Negotiation<IpcpValues>;
  readonly keepAlive: { readonly unanswered: number; readonly id: number };
  /** Configure-Requests in a row that carried our own magic number. */
  readonly loops: number;
  readonly rejectsSent: number;
  /** Why it is ending, once it is. */
  readonly ending: 'closed' | 'peer' | 'failed' | undefined;
}

/** What one layer has to tell the machine, which alone knows the other layers. */
export type Note =
  | 'lcp-up'
  | 'lcp-down'
  | 'lcp-finished'
  | 'lcp-terminated'
  | 'looped'
  | 'authenticated'
  | 'failed'
  | 'network-terminated';

export type LayerOutput = PppOutput | { readonly kind: 'note'; readonly note: Note };
export type Step = readonly [PppState, readonly LayerOutput[]];

export const protocols = {
  ip: 0x0021,
  ipcp: 0x8021,
  lcp: 0xc021,
  pap: 0xc023,
  chap: 0xc223,
} as const;

/** One frame for the line. LCP always goes in full and escaped, since either end may have started afresh. */
export const sendFrame = (state: PppState, protocol: number, payload: Uint8Array): PppOutput => ({
  kind: 'bytes',
  bytes: encodeFrame({ protocol, payload }, protocol === protocols.lcp ? plainFraming : framing(state)),
});

export const tell = (event: PppEvent): PppOutput => ({ kind: 'event', event });
export const note = (said: Note): LayerOutput => ({ kind: 'note', note: said });

/** Octets of the longest IP packet that may go out. */
export const mtuOf = ({ lcp }: PppState): number => Math.min(lcp.theirs.mru ?? defaultMru, defaultMru);

export const ipIsUp = (state: PppState): boolean => state.phase === 'network' && state.ipcp.state === 'opened';

const framing = ({ lcp: { theirs } }: PppState): Framing => ({
  asyncmap: theirs.asyncmap ?? plainFraming.asyncmap,
  addressCompression: theirs.addressCompression,
  protocolCompression: theirs.protocolCompression,
});
