import type { VirtualNetwork } from '@dialtone/plugins';
import { encodeFrame, plainFraming } from '../../ppp/hdlc.js';
import type { PppServerConfig, PppServerIpcp } from '../../ppp/ppp-config.js';
import type { PppInput, PppOutput } from '../../ppp/ppp-link.js';
import { openPpp, stepPpp } from '../../ppp/ppp-machine.js';
import type { PppState } from '../../ppp/ppp-state.js';
import type { Personality } from '../personality.js';
import { answerPacket } from '../virtual-network.js';
import { type Call, hangUp, peerTimer } from './call.js';
import { andThen, type ModemOutput, type ModemState, type Step } from './modem-state.js';

/**
 * The network's end of a new call. It takes any credentials, as the stick itself does before it has asked the network; where the
 * context does not come up it then says nothing at IPCP and answers no Terminate-Request either: the story of 2009.
 */
export const openPeer = (personality: Personality, contextWorks: boolean): PppState | undefined => {
  const { network, call } = personality;
  if (call.peer === 'mute' || call.peer === 'lcp-silent') return undefined;
  const config: PppServerConfig = {
    role: 'server',
    silent: true,
    random: samePattern,
    auth: authOf(personality),
    credentials: call.peer === 'auth-refused' ? { kind: 'refuse', message: 'Authentication failure' } : { kind: 'any' },
    address: network.address,
    peer: network.peer,
    dns: network.dns.slice(0, 2),
    ipcp: ipcpOf(personality, contextWorks),
    terminate: contextWorks ? 'answer' : 'silent',
  };
  return openPpp(config);
};

/** Hands something to the network's end of the call and lets out what comes of it. */
export const toPeer = (state: ModemState, input: PppInput): Step => {
  const { call } = state;
  if (call?.peer === undefined || call.deaf) return [state, []];
  const [peer, outputs] = stepPpp(call.peer, input);
  return outputs.reduce<Step>(
    (step, output) => andThen(step, (now) => fromPeer(now, output)),
    [{ ...state, call: { ...call, peer } }, []],
  );
};

/** A timer that the network's PPP had asked for. */
export const timerOfPeer = (state: ModemState, timer: string): Step =>
  toPeer(
    withTimers(state, (timers) => timers.filter((one) => one !== timer)),
    { kind: 'timer', timer },
  );

/** The Configure-Request of a peer that asks and never answers: once now, and again in three seconds. */
export const peerAsks = (state: ModemState): Step => {
  const { call } = state;
  if (call === undefined) return [state, []];
  const bytes = encodeFrame({ protocol: 0xc021, payload: Uint8Array.of(1, 1, 0, 4) }, plainFraming);
  return [state, [toLine(call, bytes), { kind: 'start-timer', timer: 'call:lcp', ms: 3000 }]];
};

const fromPeer = (state: ModemState, output: PppOutput): Step => {
  const { call } = state;
  if (call === undefined) return [state, []];
  if (output.kind === 'bytes') return [state, [toLine(call, output.bytes)]];
  if (output.kind === 'packet') return fromNetwork(state, output.packet);
  if (output.kind === 'event') return output.event.kind === 'ended' ? hangUp(state) : [state, []];
  const timer = peerTimer(output.timer);
  const others = (timers: readonly string[]) => timers.filter((one) => one !== output.timer);
  return output.kind === 'stop-timer'
    ? [withTimers(state, others), [{ kind: 'stop-timer', timer }]]
    : [
        withTimers(state, (timers) => [...others(timers), output.timer]),
        [{ kind: 'start-timer', timer, ms: output.ms }],
      ];
};

const fromNetwork = (state: ModemState, packet: Uint8Array): Step => {
  const answer = answerPacket(state.personality.network, packet);
  return answer === undefined ? [state, []] : toPeer(state, { kind: 'packet', packet: answer });
};

const toLine = (call: Call, bytes: Uint8Array): ModemOutput => ({
  kind: 'bytes',
  port: call.port,
  bytes,
  piece: false,
});

const withTimers = (state: ModemState, change: (timers: readonly string[]) => readonly string[]): ModemState =>
  state.call === undefined ? state : { ...state, call: { ...state.call, timers: change(state.call.timers) } };

const authOf = ({ network, call }: Personality): VirtualNetwork['auth'] =>
  call.peer === 'auth-refused' && network.auth === 'none' ? 'chap' : network.auth;

const ipcpOf = ({ call }: Personality, contextWorks: boolean): PppServerIpcp => {
  if (call.peer === 'nak-loop') return 'placeholder';
  if (!contextWorks) return 'silent';
  if (call.peer === 'conflict') return 'conflict';
  // As on real networks, the context comes up in the end: sticks offer 10.11.12.13 for a few rounds until then.
  return call.peer === 'placeholder' ? { placeholders: 3 } : 'answer';
};

/** The same every time, so that two runs are alike; no client is likely to choose it as its magic number. */
const samePattern = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => 0xd1 ^ (at * 29));
