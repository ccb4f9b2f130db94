import { buildControlPacket, type ControlPacket, code } from './control-packet.js';
import { joinOctets, octets32, read32 } from './octets.js';
import { note, type PppState, protocols, type Step, sendFrame, tell } from './ppp-state.js';

/** Starts asking the peer whether it is still there, where the configuration wants that. */
export const startKeepAlive = (state: PppState): Step => {
  const echo = echoOf(state);
  const fresh = { ...state, keepAlive: { unanswered: 0, id: 0 } };
  return [fresh, echo === 'off' ? [] : [{ kind: 'start-timer', timer: 'echo', ms: echo.intervalMs }]];
};

/** The interval has passed: one more Echo-Request, or the end when too many in a row met silence. */
export const askEcho = (state: PppState): Step => {
  const echo = echoOf(state);
  if (echo === 'off' || state.lcp.state !== 'opened') return [state, []];
  const { unanswered, id } = state.keepAlive;
  if (unanswered >= echo.unanswered) return [state, [tell({ kind: 'echo-lost', unanswered }), note('failed')]];
  const packet = buildControlPacket({ code: code.echoRequest, id: id + 1, data: magicOctets(state) });
  return [
    { ...state, keepAlive: { unanswered: unanswered + 1, id: (id + 1) % 255 } },
    [sendFrame(state, protocols.lcp, packet), { kind: 'start-timer', timer: 'echo', ms: echo.intervalMs }],
  ];
};

/** Any good frame is a sign of life: some sticks carry traffic well and never answer an echo. */
export const heardFrom = (state: PppState): PppState =>
  state.keepAlive.unanswered === 0 ? state : { ...state, keepAlive: { ...state.keepAlive, unanswered: 0 } };

/** Our own request coming back means that the modem has left data mode and echoes what it is told. */
export const answerEchoRequest = (state: PppState, packet: ControlPacket): Step => {
  if (packet.data.length < 4) return [state, []];
  const own = state.lcp.ours.magic;
  if (own !== undefined && read32(packet.data) === own) return [state, [note('looped')]];
  const data = joinOctets(magicOctets(state), packet.data.subarray(4));
  const reply = buildControlPacket({ code: code.echoReply, id: packet.id, data });
  return [state, [sendFrame(state, protocols.lcp, reply)]];
};

/** What a client does where its configuration does not say. */
export const defaultEcho = { intervalMs: 30_000, unanswered: 4 } as const;

const echoOf = ({ config }: PppState): 'off' | { readonly intervalMs: number; readonly unanswered: number } =>
  config.echo ?? (config.role === 'client' ? defaultEcho : 'off');

const magicOctets = ({ lcp }: PppState): Uint8Array => Uint8Array.from(octets32(lcp.ours.magic ?? 0));
