import { authFrames, chapCode, chapDigest, counted, papCode, readCounted } from './auth-packets.js';
import { type AuthState, mostAuthTries } from './auth-state.js';
import { buildControlPacket, type ControlPacket } from './control-packet.js';
import type { AuthProtocol } from './lcp.js';
import { joinOctets, messageText, textOctets } from './octets.js';
import type { PppClientConfig } from './ppp-config.js';
import type { PppOutput } from './ppp-link.js';
import { note, type PppState, type Step, sendFrame, tell } from './ppp-state.js';

type Proving = Extract<AuthState, { kind: 'proving' }>;

/** The client's side of PAP and CHAP begins: PAP speaks at once, CHAP waits for its challenge. */
export const startProving = (state: PppState, config: PppClientConfig, protocol: AuthProtocol): Step => {
  const sent = protocol === 'pap' ? papRequest(config) : undefined;
  const auth: Proving = { kind: 'proving', protocol, sent, tries: 1 };
  return [{ ...state, auth }, [tell({ kind: 'auth-started', protocol }), ...transmit(state, auth)]];
};

/** Takes a PAP or CHAP packet as the one who is asked. Challenges may come at any time, also long after the first. */
export const takeAsClient = (state: PppState, config: PppClientConfig, auth: Proving, packet: ControlPacket): Step => {
  if (auth.protocol === 'chap' && packet.code === chapCode.challenge) return takeChallenge(state, config, auth, packet);
  if (auth.sent === undefined) return [state, []];
  const { success, failure } = verdicts[auth.protocol];
  if (packet.code === success) return succeed(state, auth);
  return packet.code === failure ? refuse(state, auth.protocol, messageOf(auth.protocol, packet)) : [state, []];
};

/** Nothing has come: what was sent may be lost, so it is repeated, but not for ever. */
export const proveAgain = (state: PppState, auth: Proving): Step => {
  if (auth.tries >= mostAuthTries) return refuse(state, auth.protocol, 'no answer');
  const again = { ...auth, tries: auth.tries + 1 };
  return [{ ...state, auth: again }, transmit(state, again)];
};

const verdicts = {
  pap: { success: papCode.ack, failure: papCode.nak },
  chap: { success: chapCode.success, failure: chapCode.failure },
} as const;

const papRequest = ({ user, password }: PppClientConfig): Uint8Array =>
  buildControlPacket({
    code: papCode.request,
    id: 1,
    data: joinOctets(counted(textOctets(user)), counted(textOctets(password))),
  });

const takeChallenge = (state: PppState, config: PppClientConfig, auth: Proving, packet: ControlPacket): Step => {
  const challenge = readCounted(packet.data)?.value;
  if (challenge === undefined || challenge.length === 0) return [state, []];
  const data = joinOctets(counted(chapDigest(packet.id, config.password, challenge)), textOctets(config.user));
  const answered = { ...auth, sent: buildControlPacket({ code: chapCode.response, id: packet.id, data }) };
  if (state.auth.kind === 'passed') return [state, [sendFrame(state, authFrames.chap, answered.sent)]];
  return [{ ...state, auth: answered }, transmit(state, answered)];
};

const transmit = (state: PppState, { protocol, sent }: Proving): readonly PppOutput[] => [
  ...(sent === undefined ? [] : [sendFrame(state, authFrames[protocol], sent)]),
  { kind: 'start-timer', timer: 'auth', ms: state.config.restartMs ?? 3_000 },
];

const succeed = (state: PppState, auth: Proving): Step =>
  state.auth.kind === 'passed'
    ? [state, []]
    : [
        { ...state, auth: { kind: 'passed', was: auth } },
        [
          { kind: 'stop-timer', timer: 'auth' },
          tell({ kind: 'auth-succeeded', protocol: auth.protocol }),
          note('authenticated'),
        ],
      ];

const refuse = (state: PppState, protocol: AuthProtocol, message: string): Step => [
  state,
  [tell({ kind: 'auth-refused', protocol, message }), note('failed')],
];

/** PAP counts its message, CHAP's is the rest of the packet. */
const messageOf = (protocol: AuthProtocol, { data }: ControlPacket): string =>
  messageText(protocol === 'pap' ? (readCounted(data)?.value ?? new Uint8Array(0)) : data);
