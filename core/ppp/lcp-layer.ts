import { type ControlPacket, code, parseControlPacket, parseOptions } from './control-packet.js';
import { answerEchoRequest } from './keep-alive.js';
import { lcpRules, magicOf } from './lcp.js';
import { negotiate } from './negotiate.js';
import type { NegotiationInput, NegotiationOutput } from './negotiation.js';
import { read16 } from './octets.js';
import { ipIsUp, type LayerOutput, note, type PppState, protocols, type Step, sendFrame, tell } from './ppp-state.js';

/** Takes one LCP packet: negotiation, echoes, rejects. A damaged one is as if it had not come. */
export const takeLcp = (state: PppState, payload: Uint8Array): Step => {
  const packet = parseControlPacket(payload);
  if (packet === undefined || isIgnored(state, packet)) return [state, []];
  switch (packet.code) {
    case code.configureRequest:
      return takeConfigureRequest(state, packet);
    case code.codeReject:
      return packet.data[0] === code.echoRequest ? stopAsking(state) : stepLcp(state, { kind: 'packet', packet });
    case code.protocolReject:
      return state.lcp.state === 'opened' ? takeProtocolReject(state, packet) : [state, []];
    case code.echoRequest:
      return state.lcp.state === 'opened' ? answerEchoRequest(state, packet) : [state, []];
    // A reply has done its work by arriving; a Discard-Request (Three sends one after LCP) has none.
    case code.echoReply:
    case code.discardRequest:
      return [state, []];
    default:
      return stepLcp(state, { kind: 'packet', packet });
  }
};

/** One step of LCP's automaton, with what it does put into frames, timers and notes. */
export const stepLcp = (state: PppState, input: NegotiationInput): Step => {
  const [lcp, outputs] = negotiate(lcpRules(state.config), state.lcp, input);
  const next = { ...state, lcp };
  return [next, outputs.flatMap((output) => translate(state, next, output))];
};

/** Says that a protocol is not spoken here: CCP, IPV6CP and their like. Harmless for both ends (RFC 1661, 5.7). */
export const rejectProtocol = (state: PppState, protocol: number, payload: Uint8Array): Step => {
  const id = (state.rejectsSent % 255) + 1;
  const cut = payload.subarray(0, longestRejectedPart);
  const length = cut.length + 6;
  const packet = Uint8Array.from([
    code.protocolReject,
    id,
    length >>> 8,
    length & 0xff,
    protocol >>> 8,
    protocol & 0xff,
    ...cut,
  ]);
  return [{ ...state, rejectsSent: id }, [sendFrame(state, protocols.lcp, packet)]];
};

/** Fits the smallest packet size that a peer may ask for. */
const longestRejectedPart = 100;

/** The story's network: once the call has no data context its LCP does not even answer a Terminate-Request. */
const isIgnored = ({ config }: PppState, packet: ControlPacket): boolean =>
  config.role === 'server' && config.terminate === 'silent' && packet.code === code.terminateRequest;

/** Three of our own requests in a row: nobody is there, the line gives back what we say. */
const loopsBelieved = 3;

const takeConfigureRequest = (state: PppState, packet: ControlPacket): Step => {
  const magic = magicOf(parseOptions(packet.data) ?? []);
  const loops = magic !== undefined && magic === state.lcp.ours.magic ? state.loops + 1 : 0;
  if (loops >= loopsBelieved) return [{ ...state, loops }, [note('looped')]];
  return stepLcp({ ...state, loops }, { kind: 'packet', packet });
};

/** A peer without Echo is no dead peer. */
const stopAsking = (state: PppState): Step => [state, [{ kind: 'stop-timer', timer: 'echo' }]];

const takeProtocolReject = (state: PppState, packet: ControlPacket): Step => {
  if (packet.data.length < 2) return [state, []];
  const protocol = read16(packet.data);
  const told = tell({ kind: 'protocol-rejected', protocol });
  return [state, [told, ...consequences(state, protocol)]];
};

const consequences = (state: PppState, protocol: number): readonly LayerOutput[] => {
  switch (protocol) {
    case protocols.ipcp:
    case protocols.ip:
      return [tell({ kind: 'ipcp-failed', because: 'rejected' }), note('failed')];
    case protocols.pap:
    case protocols.chap:
      return state.phase === 'authenticate' ? [note('failed')] : [];
    case protocols.lcp:
      return [note('failed')];
    default:
      return [];
  }
};

const translate = (before: PppState, state: PppState, output: NegotiationOutput): readonly LayerOutput[] => {
  switch (output.kind) {
    case 'send':
      return [sendFrame(state, protocols.lcp, output.packet)];
    case 'start-timer':
      return [{ kind: 'start-timer', timer: 'lcp', ms: output.ms }];
    case 'stop-timer':
      return [{ kind: 'stop-timer', timer: 'lcp' }];
    case 'layer':
      return [note(`lcp-${output.is}`)];
    case 'silent':
      return [tell({ kind: 'lcp-silent', requests: output.requests })];
    case 'terminate-asked':
      return [
        tell({ kind: 'terminate-received', message: output.message, up: ipIsUp(before) }),
        ...(before.lcp.state === 'opened' ? [note('lcp-terminated')] : []),
      ];
    default:
      return [];
  }
};
