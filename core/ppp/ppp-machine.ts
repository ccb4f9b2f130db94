import { checkAgain, takeAsServer } from './check-identity.js';
import { parseControlPacket } from './control-packet.js';
import { freshDecoder, type PppFrame, plainFraming, readFrame, splitFrames } from './hdlc.js';
import { ipcpWish } from './ipcp.js';
import { stepIpcp, takeIpcp } from './ipcp-layer.js';
import { noIpcpValues } from './ipcp-values.js';
import { askEcho, heardFrom } from './keep-alive.js';
import { lcpWish, noLcpValues } from './lcp.js';
import { rejectProtocol, stepLcp, takeLcp } from './lcp-layer.js';
import { freshNegotiation } from './negotiation.js';
import type { PppConfig } from './ppp-config.js';
import type { PppInput, PppOutput } from './ppp-link.js';
import { close, end, open, takeNote } from './ppp-phases.js';
import { ipIsUp, mtuOf, type PppState, protocols, type Step, sendFrame } from './ppp-state.js';
import { proveAgain, takeAsClient } from './prove-identity.js';

export type { PppConfig } from './ppp-config.js';
export type { PppState } from './ppp-state.js';

/** A link that has not begun: give it `open`. */
export const openPpp = (config: PppConfig): PppState => ({
  config,
  phase: 'dead',
  decoder: freshDecoder,
  lcp: freshNegotiation(lcpWish(config), noLcpValues),
  auth: { kind: 'none' },
  ipcp: freshNegotiation(ipcpWish(config), noIpcpValues),
  keepAlive: { unanswered: 0, id: 0 },
  loops: 0,
  rejectsSent: 0,
  ending: undefined,
});

/**
 * One step of a PPP link: what happened in, what is to be done out, in this order. Never throws, whatever the octets. Timers
 * are the caller's: `start-timer` starts one anew, also when one of that name runs; all are stopped before `ended`, after
 * which every input is ignored.
 */
export const stepPpp = (state: PppState, input: PppInput): readonly [PppState, readonly PppOutput[]] => {
  if (state.phase === 'ended') return [state, []];
  switch (input.kind) {
    case 'bytes':
      return takeBytes(state, input.bytes);
    case 'packet':
      return [state, canSend(state, input.packet) ? [sendFrame(state, protocols.ip, input.packet)] : []];
    case 'open':
      return settle(open(state));
    case 'timer':
      return settle(takeTimer(state, input.timer));
    case 'close':
      return settle(close(state, 'closed'));
    case 'lost':
      return settle(end(state, 'hung-up'));
  }
};

const canSend = (state: PppState, packet: Uint8Array): boolean =>
  ipIsUp(state) && packet.length > 0 && packet.length <= mtuOf(state);

/** Carries out what the layers have to tell one another, until only outputs for the caller are left. */
const settle = ([state, outputs]: Step): readonly [PppState, readonly PppOutput[]] => {
  let now = state;
  const settled: PppOutput[] = [];
  for (const output of outputs) {
    if (output.kind !== 'note') settled.push(output);
    else {
      const [next, more] = settle(takeNote(now, output.note));
      now = next;
      settled.push(...more);
    }
  }
  return [now, settled];
};

/** One frame after the other, since each may change how the next is read. */
const takeBytes = (state: PppState, bytes: Uint8Array): readonly [PppState, readonly PppOutput[]] => {
  const { decoder, pieces } = splitFrames(state.decoder, bytes);
  let now: PppState = { ...state, decoder };
  const outputs: PppOutput[] = [];
  for (const piece of pieces) {
    const frame = readFrame(piece, receiveMap(now));
    const [next, made] = frame === undefined ? [countDropped(now), []] : settle(takeFrame(now, frame));
    now = next;
    for (const output of made) outputs.push(output);
    if (now.phase === 'ended') break;
  }
  return [now, outputs];
};

/** What we asked the peer to escape; before it has agreed, everything. */
const receiveMap = ({ lcp }: PppState): number =>
  lcp.state === 'opened' ? (lcp.ours.asyncmap ?? plainFraming.asyncmap) : plainFraming.asyncmap;

const countDropped = (state: PppState): PppState => ({
  ...state,
  decoder: { ...state.decoder, dropped: state.decoder.dropped + 1 },
});

const takeFrame = (before: PppState, { protocol, payload }: PppFrame): Step => {
  const state = heardFrom(before);
  if (protocol === protocols.ip) return [state, ipIsUp(state) ? [{ kind: 'packet', packet: payload }] : []];
  if (protocol === protocols.lcp) return takeLcp(state, payload);
  if (protocol === protocols.pap || protocol === protocols.chap) return takeAuth(state, protocol, payload);
  // Before its time a protocol is not refused but unheard (RFC 1661, 3.4 and 3.5): the peer may be a frame ahead of us.
  if (state.phase !== 'network') return [state, []];
  return protocol === protocols.ipcp ? takeIpcp(state, payload) : rejectProtocol(state, protocol, payload);
};

const takeAuth = (state: PppState, protocol: number, payload: Uint8Array): Step => {
  const { config, auth } = state;
  const present = auth.kind === 'passed' ? auth.was : auth;
  const packet = parseControlPacket(payload);
  if (packet === undefined || present.kind === 'none' || present.kind === 'passed') return [state, []];
  if (protocols[present.protocol] !== protocol || state.lcp.state !== 'opened') return [state, []];
  if (present.kind === 'proving' && config.role === 'client') return takeAsClient(state, config, present, packet);
  if (present.kind === 'checking' && config.role === 'server') return takeAsServer(state, config, present, packet);
  return [state, []];
};

const takeTimer = (state: PppState, timer: string): Step => {
  switch (timer) {
    case 'lcp':
      return stepLcp(state, { kind: 'timeout' });
    case 'ipcp':
      return state.phase === 'network' ? stepIpcp(state, { kind: 'timeout' }) : [state, []];
    case 'auth':
      return repeatAuth(state);
    case 'echo':
      return askEcho(state);
    default:
      return [state, []];
  }
};

const repeatAuth = (state: PppState): Step => {
  if (state.phase !== 'authenticate') return [state, []];
  if (state.auth.kind === 'proving') return proveAgain(state, state.auth);
  return state.auth.kind === 'checking' ? checkAgain(state, state.auth) : [state, []];
};
