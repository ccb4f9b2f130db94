import type { AutomatonAction } from './automaton.js';
import { buildControlPacket, buildOptions, type ControlPacket, code } from './control-packet.js';
import type { Negotiation, NegotiationOutput, NegotiationRules, NegotiationStep } from './negotiation.js';

/** What an action is about: the packet to answer or to send, a pause instead of sending now, an end rather than a beginning. */
export interface ActContext {
  readonly packet: ControlPacket | undefined;
  readonly pauseMs: number | undefined;
  readonly ending: boolean;
}

/** Carries out one action of the automaton. */
export const act = <V>(
  rules: NegotiationRules<V>,
  n: Negotiation<V>,
  action: AutomatonAction,
  { packet, pauseMs, ending }: ActContext,
): NegotiationStep<V> => {
  switch (action) {
    case 'tlu':
      return [n, [{ kind: 'layer', is: 'up' }]];
    case 'tld':
      return [{ ...n, waiting: undefined }, [{ kind: 'layer', is: 'down' }]];
    case 'tlf':
      return [n, [{ kind: 'layer', is: 'finished' }]];
    case 'irc':
      return [{ ...n, triesLeft: ending ? rules.maxTerminate : rules.maxConfigure }, []];
    case 'zrc':
      return [{ ...n, triesLeft: 0 }, [{ kind: 'start-timer', ms: rules.terminateMs }]];
    case 'scr':
      return pauseMs === undefined ? sendRequest(rules, n) : [n, [{ kind: 'start-timer', ms: pauseMs }]];
    case 'str':
      return sendTerminate(rules, n);
    case 'scj':
      return packet === undefined ? [n, []] : rejectCode(n, packet);
    default:
      return [n, packet === undefined ? [] : answer(action, packet)];
  }
};

/** A repeated request keeps its identifier, so that a late answer still counts. */
const sendRequest = <V>(rules: NegotiationRules<V>, n: Negotiation<V>): NegotiationStep<V> => {
  const id = n.waiting?.id ?? nextId(n.lastId);
  const options = buildOptions(rules.options(n.ours));
  const count = n.unanswered + 1;
  const packet = buildControlPacket({ code: code.configureRequest, id, data: options });
  return [
    { ...n, waiting: { id, options }, lastId: id, triesLeft: n.triesLeft - 1, unanswered: count },
    [
      { kind: 'send', packet },
      { kind: 'start-timer', ms: rules.restartMs },
      { kind: 'asked', count },
    ],
  ];
};

const sendTerminate = <V>(rules: NegotiationRules<V>, n: Negotiation<V>): NegotiationStep<V> => {
  const id = nextId(n.lastId);
  const packet = buildControlPacket({ code: code.terminateRequest, id, data: new Uint8Array(0) });
  return [
    { ...n, waiting: undefined, lastId: id, triesLeft: n.triesLeft - 1 },
    [
      { kind: 'send', packet },
      { kind: 'start-timer', ms: rules.terminateMs },
    ],
  ];
};

const answer = (action: AutomatonAction, packet: ControlPacket): readonly NegotiationOutput[] => {
  switch (action) {
    case 'sca':
      return [send({ ...packet, code: code.configureAck })];
    case 'scn':
      return [send(packet)];
    case 'sta':
      return [send({ code: code.terminateAck, id: packet.id, data: new Uint8Array(0) })];
    default:
      return [];
  }
};

/** Cut so that it fits the smallest packet size that any peer may ask for. */
const rejectCode = <V>(n: Negotiation<V>, packet: ControlPacket): NegotiationStep<V> => {
  const id = nextId(n.lastId);
  const data = buildControlPacket(packet).subarray(0, 120);
  return [{ ...n, lastId: id }, [send({ code: code.codeReject, id, data })]];
};

const send = (packet: ControlPacket): NegotiationOutput => ({ kind: 'send', packet: buildControlPacket(packet) });

const nextId = (id: number): number => (id % 255) + 1;
