import { authFrames, chapCode, chapDigest, counted, papCode, readCounted } from './auth-packets.js';
import { type AuthState, mostAuthTries } from './auth-state.js';
import { buildControlPacket, type ControlPacket } from './control-packet.js';
import type { AuthProtocol } from './lcp.js';
import { joinOctets, sameOctets, textOctets } from './octets.js';
import type { PppServerConfig } from './ppp-config.js';
import type { PppOutput } from './ppp-link.js';
import { note, type PppState, type Step, sendFrame, tell } from './ppp-state.js';

type Checking = Extract<AuthState, { kind: 'checking' }>;

/** The server's side of PAP and CHAP begins: CHAP sends its challenge, PAP waits for the request. */
export const startChecking = (state: PppState, protocol: AuthProtocol): Step => {
  const challenge = protocol === 'chap' ? state.config.random(16) : new Uint8Array(0);
  const auth: Checking = { kind: 'checking', protocol, id: 1, challenge, tries: 1 };
  return [{ ...state, auth }, [tell({ kind: 'auth-started', protocol }), ...transmit(state, auth)]];
};

/** Takes a PAP or CHAP packet as the one who asks. An answer that comes again is judged again: our verdict was lost. */
export const takeAsServer = (state: PppState, config: PppServerConfig, auth: Checking, packet: ControlPacket): Step => {
  const judged = auth.protocol === 'pap' ? judgePap(config, packet) : judgeChap(config, auth, packet);
  if (judged === undefined) return [state, []];
  const answer = sendFrame(state, authFrames[auth.protocol], verdict(auth.protocol, packet.id, judged));
  if (judged.kind === 'refused') {
    const { message } = judged;
    return [state, [answer, tell({ kind: 'auth-refused', protocol: auth.protocol, message }), note('failed')]];
  }
  if (state.auth.kind === 'passed') return [state, [answer]];
  return [
    { ...state, auth: { kind: 'passed', was: auth } },
    [
      answer,
      { kind: 'stop-timer', timer: 'auth' },
      tell({ kind: 'auth-succeeded', protocol: auth.protocol }),
      note('authenticated'),
    ],
  ];
};

/** No answer: the challenge may be lost, so it is repeated, but not for ever. */
export const checkAgain = (state: PppState, auth: Checking): Step => {
  if (auth.tries >= mostAuthTries) return [state, [note('failed')]];
  const again = { ...auth, tries: auth.tries + 1 };
  return [{ ...state, auth: again }, transmit(state, again)];
};

type Verdict = { readonly kind: 'passed' } | { readonly kind: 'refused'; readonly message: string };

const transmit = (state: PppState, auth: Checking): readonly PppOutput[] => [
  ...(auth.protocol === 'chap' ? [sendFrame(state, authFrames.chap, challengePacket(auth))] : []),
  { kind: 'start-timer', timer: 'auth', ms: state.config.restartMs ?? 3_000 },
];

const challengePacket = ({ id, challenge }: Checking): Uint8Array =>
  buildControlPacket({ code: chapCode.challenge, id, data: joinOctets(counted(challenge), textOctets('network')) });

const judgePap = (config: PppServerConfig, { code, data }: ControlPacket): Verdict | undefined => {
  const user = readCounted(data);
  const password = user && readCounted(data, user.end);
  if (code !== papCode.request || user === undefined || password === undefined) return undefined;
  return judge(config, user.value, (secret) => sameOctets(password.value, textOctets(secret)));
};

const judgeChap = (config: PppServerConfig, auth: Checking, { code, id, data }: ControlPacket): Verdict | undefined => {
  const digest = readCounted(data);
  if (code !== chapCode.response || id !== auth.id || digest === undefined) return undefined;
  const right = (secret: string): boolean => sameOctets(digest.value, chapDigest(id, secret, auth.challenge));
  return judge(config, data.subarray(digest.end), right);
};

const judge = (config: PppServerConfig, user: Uint8Array, right: (secret: string) => boolean): Verdict => {
  const credentials = config.credentials ?? { kind: 'any' };
  switch (credentials.kind) {
    case 'any':
      return { kind: 'passed' };
    case 'refuse':
      return { kind: 'refused', message: credentials.message };
    case 'exact':
      return sameOctets(user, textOctets(credentials.user)) && right(credentials.password)
        ? { kind: 'passed' }
        : { kind: 'refused', message: 'Authentication failed' };
  }
};

const verdict = (protocol: AuthProtocol, id: number, given: Verdict): Uint8Array => {
  const message = textOctets(given.kind === 'refused' ? given.message : '');
  return protocol === 'pap'
    ? buildControlPacket({ code: given.kind === 'passed' ? papCode.ack : papCode.nak, id, data: counted(message) })
    : buildControlPacket({ code: given.kind === 'passed' ? chapCode.success : chapCode.failure, id, data: message });
};
