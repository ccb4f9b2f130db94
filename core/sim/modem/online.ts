import { hangUp, sayResult } from './call.js';
import { guardMs } from './dial.js';
import { type ModemState, type Step, withPort } from './modem-state.js';
import { peerAsks, toPeer } from './ppp-peer.js';

/** Bytes from the user while the call is up: PPP for the network, or the escape `+++`. */
export const online = (state: ModemState, bytes: Uint8Array): Step => {
  const { call } = state;
  if (call === undefined) return [state, []];
  const pluses = call.paused && isPluses(bytes) ? call.pluses + bytes.length : 0;
  if (pluses > 0 && pluses <= 3) return escaping({ ...state, call: { ...call, pluses } }, pluses);
  const [after, outputs] = toPeer({ ...state, call: { ...call, paused: false, pluses: 0 } }, { kind: 'bytes', bytes });
  if (after.call === undefined) return [after, outputs];
  return [
    after,
    [
      { kind: 'moment', moment: 'ppp' },
      { kind: 'stop-timer', timer: 'call:escape' },
      { kind: 'start-timer', timer: 'call:guard', ms: guardMs },
      ...outputs,
    ],
  ];
};

/** A timer of the call has run out; its name without `call:`. */
export const callTimer = (state: ModemState, timer: string): Step => {
  const { call } = state;
  if (call === undefined) return [state, []];
  if (timer === 'guard') return [{ ...state, call: { ...call, paused: true } }, []];
  if (timer === 'escape') return escaped(state, call.port);
  if (timer === 'deaf') return [{ ...state, call: { ...call, deaf: true } }, []];
  if (timer === 'terminate') return toPeer(state, { kind: 'close' });
  return timer === 'lcp' ? peerAsks(state) : hangUp(state);
};

const isPluses = (bytes: Uint8Array): boolean => bytes.length <= 3 && bytes.every((byte) => byte === 0x2b);

const escaping = (state: ModemState, pluses: number): Step => [
  state,
  pluses === 3 ? [{ kind: 'start-timer', timer: 'call:escape', ms: guardMs }] : [],
];

const escaped = (state: ModemState, number: number): Step => {
  const port = state.ports[number];
  return [withPort(state, number, { mode: 'command' }), port === undefined ? [] : sayResult(state, port, 'OK')];
};
