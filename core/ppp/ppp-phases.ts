import { startChecking } from './check-identity.js';
import { freshDecoder } from './hdlc.js';
import { ipcpWish } from './ipcp.js';
import { startIpcp } from './ipcp-layer.js';
import { noIpcpValues } from './ipcp-values.js';
import { startKeepAlive } from './keep-alive.js';
import { type AuthProtocol, defaultMru } from './lcp.js';
import { stepLcp } from './lcp-layer.js';
import { freshNegotiation } from './negotiation.js';
import { type LayerOutput, type Note, type PppState, type Step, tell } from './ppp-state.js';
import { startProving } from './prove-identity.js';

/** Carries what one layer says to the others: the phases of RFC 1661, 3.2, begin and end here. */
export const takeNote = (state: PppState, said: Note): Step => {
  switch (said) {
    case 'lcp-up':
      return lcpIsUp(state);
    case 'lcp-down':
      return lcpIsDown(state);
    case 'lcp-finished':
      return end(state, state.ending ?? 'failed');
    case 'lcp-terminated':
      return [{ ...state, ending: state.ending ?? 'peer' }, []];
    case 'authenticated':
      return startIpcp({ ...state, phase: 'network' });
    case 'failed':
      return close(state, 'failed');
    case 'network-terminated':
      return close(state, 'peer');
    case 'looped':
      return then(end(state, 'failed'), [tell({ kind: 'loopback' })]);
  }
};

/** A silent server passes LCP's door without a word and waits behind it: that is the state Stopped of RFC 1661. */
export const open = (state: PppState): Step => {
  if (state.phase !== 'dead') return [state, []];
  const begun: PppState = { ...state, phase: 'establish' };
  if (state.config.role === 'server' && (state.config.silent ?? true)) {
    return [{ ...begun, lcp: { ...state.lcp, state: 'stopped' } }, []];
  }
  const [up] = stepLcp(begun, { kind: 'up' });
  return stepLcp(up, { kind: 'open' });
};

const lcpIsUp = (state: PppState): Step => {
  const auth = authOf(state);
  const opened = tell({ kind: 'lcp-opened', auth: auth ?? 'none', mru: state.lcp.theirs.mru ?? defaultMru });
  const [alive, keptAlive] = startKeepAlive(state);
  const [next, begun] = auth === undefined ? startIpcp({ ...alive, phase: 'network' }) : startAuth(alive, auth);
  return [next, [opened, ...keptAlive, ...begun]];
};

/** Who has to prove something: the client, if the server asks for it. */
const authOf = ({ config, lcp }: PppState): AuthProtocol | undefined =>
  config.role === 'client' ? lcp.theirs.auth : lcp.ours.auth;

const startAuth = (state: PppState, protocol: AuthProtocol): Step => {
  const authenticating: PppState = { ...state, phase: 'authenticate' };
  return state.config.role === 'client'
    ? startProving(authenticating, state.config, protocol)
    : startChecking(authenticating, protocol);
};

/** Everything above LCP starts afresh: it may come up again, with other values. */
const lcpIsDown = (state: PppState): Step => [
  {
    ...state,
    phase: state.ending === undefined ? 'establish' : 'terminate',
    auth: { kind: 'none' },
    ipcp: freshNegotiation(ipcpWish(state.config), noIpcpValues),
  },
  stopTimers(['auth', 'ipcp', 'echo']),
];

/** Ends politely. Where LCP had not begun there is nobody to be polite to. */
export const close = (state: PppState, because: 'closed' | 'peer' | 'failed'): Step => {
  if (state.phase === 'terminate') return [state, []];
  const ending = state.ending ?? because;
  const [next, outputs] = stepLcp({ ...state, phase: 'terminate', ending }, { kind: 'close' });
  const waits = next.lcp.state === 'closing' || next.lcp.state === 'stopping';
  return waits ? [next, outputs] : then(end(next, ending), outputs);
};

export const end = (state: PppState, because: 'closed' | 'peer' | 'failed' | 'hung-up'): Step => [
  { ...state, phase: 'ended', decoder: freshDecoder },
  [...stopTimers(['lcp', 'auth', 'ipcp', 'echo']), tell({ kind: 'ended', because })],
];

const stopTimers = (timers: readonly string[]): readonly LayerOutput[] =>
  timers.map((timer) => ({ kind: 'stop-timer', timer }));

const then = ([state, outputs]: Step, first: readonly LayerOutput[]): Step => [state, [...first, ...outputs]];
