import type { PppState } from '../../ppp/ppp-state.js';
import { inTurn, type ModemOutput, type ModemState, type PortState, type Step, withPort } from './modem-state.js';
import { answerText, say } from './say.js';

/** A data call that is up. */
export interface Call {
  readonly port: number;
  readonly cid: number;
  /** The network's end; `undefined` where there is nobody to talk PPP with. */
  readonly peer: PppState | undefined;
  /** Nothing is heard and nothing is said any more, though the line stays. */
  readonly deaf: boolean;
  /** A second has passed without a byte from the user: `+++` would now be an escape. */
  readonly paused: boolean;
  /** How many of the three have come. */
  readonly pluses: number;
  /** Names of the peer's timers that run. */
  readonly timers: readonly string[];
}

/** Timers of a call, which end with it. */
export const callTimers = [
  'dial',
  'call:lost',
  'call:deaf',
  'call:terminate',
  'call:lcp',
  'call:guard',
  'call:escape',
] as const;

/** Ends the call or the dial in progress, and says NO CARRIER where somebody listens. */
export const hangUp = (state: ModemState): Step => {
  const port = state.call?.port ?? state.dialling?.port;
  if (port === undefined) return [state, []];
  return inTurn(state, [dropCall, (after) => noCarrier(after, port)]);
};

/** Ends it without a word: the port has been closed. */
export const dropCall = (state: ModemState): Step => {
  const timers = [...callTimers, ...(state.call?.timers ?? []).map(peerTimer)];
  const port = state.call?.port ?? state.dialling?.port;
  const idle: ModemState = {
    ...state,
    call: undefined,
    dialling: undefined,
    contexts: state.contexts.map((one) => (one.cid === state.call?.cid ? { ...one, active: false } : one)),
  };
  const stops = timers.map((timer): ModemOutput => ({ kind: 'stop-timer', timer }));
  return [port === undefined ? idle : withPort(idle, port, { mode: 'command' }), stops];
};

/** How a timer of the network's PPP is named among the modem's. */
export const peerTimer = (timer: string): string => `ppp:${timer}`;

const noCarrier = (state: ModemState, number: number): Step => {
  const port = state.ports[number];
  return [state, port === undefined ? [] : sayResult(state, port, 'NO CARRIER')];
};

/** A result that no command is waiting for. */
export const sayResult = (state: ModemState, port: PortState, result: string): readonly ModemOutput[] =>
  say(state, port, answerText(port, [], result));
