import { type AutomatonEvent, isTimed, transition } from './automaton.js';
import { buildOptions, type ControlPacket, code, parseOptions } from './control-packet.js';
import type {
  Negotiation,
  NegotiationInput,
  NegotiationOutput,
  NegotiationRules,
  NegotiationStep,
} from './negotiation.js';
import { act } from './negotiation-actions.js';
import { messageText, sameOctets } from './octets.js';

/** Option negotiation of RFC 1661: one step. Pure; packets that answer nothing we asked are dropped without a trace. */
export const negotiate = <Values>(
  rules: NegotiationRules<Values>,
  negotiation: Negotiation<Values>,
  input: NegotiationInput,
): NegotiationStep<Values> => {
  switch (input.kind) {
    case 'packet':
      return takePacket(rules, negotiation, input.packet);
    case 'timeout':
      return takeTimeout(rules, negotiation);
    case 'protocol-rejected':
      return move(rules, negotiation, 'rejected-fatal');
    case 'down':
      return move(rules, { ...negotiation, waiting: undefined, naksSent: 0 }, 'down');
    default:
      return move(rules, negotiation, input.kind);
  }
};

const takeTimeout = <V>(rules: NegotiationRules<V>, negotiation: Negotiation<V>): NegotiationStep<V> => {
  if (negotiation.triesLeft > 0) return move(rules, negotiation, 'timeout');
  const asking = isTimed(negotiation.state) && negotiation.state !== 'closing' && negotiation.state !== 'stopping';
  const silent: readonly NegotiationOutput[] = asking ? [{ kind: 'silent', requests: negotiation.unanswered }] : [];
  return before(silent, move(rules, negotiation, 'timeout-last'));
};

const takePacket = <V>(rules: NegotiationRules<V>, n: Negotiation<V>, packet: ControlPacket): NegotiationStep<V> => {
  switch (packet.code) {
    case code.configureRequest:
      return takeRequest(rules, n, packet);
    case code.configureAck:
      return takeAck(rules, n, packet);
    case code.configureNak:
    case code.configureReject:
      return takeRefusal(rules, n, packet);
    case code.terminateRequest: {
      const message = messageText(packet.data);
      return before([{ kind: 'terminate-asked', message }], move(rules, n, 'terminate-asked', packet));
    }
    case code.terminateAck:
      return move(rules, n, 'terminate-acked', packet);
    case code.codeReject: {
      const rejected = packet.data[0] ?? 0;
      const fatal = rejected >= code.configureRequest && rejected <= code.codeReject;
      return move(rules, n, fatal ? 'rejected-fatal' : 'rejected-harmless', packet);
    }
    default:
      return move(rules, n, 'unknown-code', packet);
  }
};

const takeRequest = <V>(rules: NegotiationRules<V>, n: Negotiation<V>, packet: ControlPacket): NegotiationStep<V> => {
  const asked = parseOptions(packet.data);
  const judgement = asked && rules.judge(asked, n);
  if (judgement === undefined || judgement.kind === 'ignore') return [n, []];
  if (judgement.kind === 'accept') {
    return move(rules, { ...n, theirs: judgement.theirs, naksSent: 0 }, 'request-good', packet);
  }
  const patient = judgement.kind === 'nak' && n.naksSent < rules.maxFailure;
  const reply = patient
    ? { code: code.configureNak, id: packet.id, data: buildOptions(judgement.named) }
    : {
        code: code.configureReject,
        id: packet.id,
        data: buildOptions(judgement.kind === 'nak' ? judgement.asked : judgement.refused),
      };
  return move(rules, { ...n, naksSent: patient ? n.naksSent + 1 : n.naksSent }, 'request-bad', reply);
};

/** An Ack must repeat what we asked, octet for octet; anything else answers something that we did not say. */
const takeAck = <V>(rules: NegotiationRules<V>, n: Negotiation<V>, packet: ControlPacket): NegotiationStep<V> => {
  if (n.waiting?.id !== packet.id || !sameOctets(n.waiting.options, packet.data)) return [n, []];
  const heard: NegotiationOutput = { kind: 'answered', code: packet.code, options: parseOptions(packet.data) ?? [] };
  return before([heard], move(rules, { ...n, waiting: undefined, unanswered: 0 }, 'acked'));
};

const takeRefusal = <V>(rules: NegotiationRules<V>, n: Negotiation<V>, packet: ControlPacket): NegotiationStep<V> => {
  const options = parseOptions(packet.data);
  if (n.waiting?.id !== packet.id || options === undefined) return [n, []];
  const heard: NegotiationOutput = { kind: 'answered', code: packet.code, options };
  const retry = (packet.code === code.configureNak ? rules.onNak : rules.onReject)(n.ours, options);
  if (retry.kind === 'give-up') {
    return [{ ...n, waiting: undefined, unanswered: 0 }, [heard, { kind: 'gave-up', because: retry.because }]];
  }
  const corrected = { ...n, ours: retry.ours, waiting: undefined, unanswered: 0 };
  return before([heard], move(rules, corrected, 'naked', undefined, retry.pauseMs));
};

/** Takes one step of the automaton and carries out its actions. `packet` is what is answered, or the answer itself. */
const move = <V>(
  rules: NegotiationRules<V>,
  from: Negotiation<V>,
  event: AutomatonEvent,
  packet?: ControlPacket,
  pauseMs?: number,
): NegotiationStep<V> => {
  const { state, actions } = transition(from.state, event);
  const outputs: NegotiationOutput[] = [];
  let now: Negotiation<V> = { ...from, state };
  for (const action of actions) {
    const [next, made] = act(rules, now, action, { packet, pauseMs, ending: actions.includes('str') });
    now = next;
    outputs.push(...made);
  }
  if (isTimed(from.state) && !isTimed(state)) outputs.push({ kind: 'stop-timer' });
  return [now, outputs];
};

const before = <V>(first: readonly NegotiationOutput[], [n, outputs]: NegotiationStep<V>): NegotiationStep<V> => [
  n,
  [...first, ...outputs],
];
