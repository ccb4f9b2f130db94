import { code, parseControlPacket } from './control-packet.js';
import { ipcpRules } from './ipcp.js';
import { isNamed, namelessPeer, offerOf, unspecified } from './ipcp-values.js';
import { negotiate } from './negotiate.js';
import type { NegotiationInput, NegotiationOutput } from './negotiation.js';
import {
  ipIsUp,
  type LayerOutput,
  mtuOf,
  note,
  type PppState,
  protocols,
  type Step,
  sendFrame,
  tell,
} from './ppp-state.js';

/** IPCP begins. A network without a data context says nothing: that is the whole story of 2009. */
export const startIpcp = (state: PppState): Step => {
  if (isMute(state)) return [state, []];
  const [opened, first] = stepIpcp(state, { kind: 'up' });
  const [asking, second] = stepIpcp(opened, { kind: 'open' });
  return [asking, [...first, ...second]];
};

/** Takes one IPCP packet. */
export const takeIpcp = (state: PppState, payload: Uint8Array): Step => {
  const packet = parseControlPacket(payload);
  return packet === undefined || isMute(state) ? [state, []] : stepIpcp(state, { kind: 'packet', packet });
};

/** One step of IPCP's automaton, with what it does put into frames, timers, events and notes. */
export const stepIpcp = (state: PppState, input: NegotiationInput): Step => {
  const [ipcp, outputs] = negotiate(ipcpRules(state.config), state.ipcp, input);
  const next = { ...state, ipcp };
  const made = outputs.flatMap((output) => translate(state, next, output));
  // What ends the link comes last, or its Terminate-Request would overtake our answer.
  return [next, [...made.filter(({ kind }) => kind !== 'note'), ...made.filter(({ kind }) => kind === 'note')]];
};

const isMute = ({ config }: PppState): boolean => config.role === 'server' && config.ipcp === 'silent';

const translate = (before: PppState, state: PppState, output: NegotiationOutput): readonly LayerOutput[] => {
  switch (output.kind) {
    case 'send':
      return [sendFrame(state, protocols.ipcp, output.packet)];
    case 'start-timer':
      return [{ kind: 'start-timer', timer: 'ipcp', ms: output.ms }];
    case 'stop-timer':
      return [{ kind: 'stop-timer', timer: 'ipcp' }];
    case 'asked':
      return [tell({ kind: 'ipcp-sent', count: output.count })];
    case 'answered':
      return offered(before, output);
    case 'gave-up':
      return [tell({ kind: 'ipcp-failed', because: output.because }), note('failed')];
    case 'silent':
      return [tell({ kind: 'ipcp-failed', because: 'no-address' }), note('failed')];
    case 'layer':
      return output.is === 'up' ? carriesIp(state) : [];
    case 'terminate-asked':
      return [
        tell({ kind: 'terminate-received', message: output.message, up: ipIsUp(before) }),
        note('network-terminated'),
      ];
  }
};

/** An Ack that only repeats what a Nak named is no news. */
const offered = (
  before: PppState,
  { code: answer, options }: Extract<NegotiationOutput, { kind: 'answered' }>,
): readonly LayerOutput[] => {
  const isNews = answer === code.configureNak || (answer === code.configureAck && before.ipcp.ours.naks === 0);
  return before.config.role === 'client' && isNews ? [tell({ kind: 'ipcp-offered', ...offerOf(options) })] : [];
};

const carriesIp = (state: PppState): readonly LayerOutput[] => {
  const { ours, theirs } = state.ipcp;
  const address = ours.address ?? unspecified;
  // A peer may acknowledge that we asked for no address at all; that is not one.
  if (address === unspecified && state.config.role === 'client') {
    return [tell({ kind: 'ipcp-failed', because: 'no-address' }), note('failed')];
  }
  const dns = [ours.dns1, ours.dns2].filter(isNamed);
  const peer = theirs.address ?? namelessPeer;
  return [tell({ kind: 'up', address, peer, dns: [...new Set(dns)], mtu: mtuOf(state) })];
};
