import { dropCall, hangUp, sayResult } from './call.js';
import { cme } from './cme-error.js';
import { whyNot, withActive, worksOn } from './contexts.js';
import type { Answer, Handler } from './handler.js';
import { andThen, counted, type ModemOutput, type ModemState, type Step, withPort } from './modem-state.js';
import { openPeer, toPeer } from './ppp-peer.js';
import { hasPacketService } from './registration.js';

/** The text of the story's CONNECT has no speed; ZTE's sticks give that of HSDPA's air interface. */
const connectText = 'CONNECT 7200000';

/** How long the user must be still before and after `+++`. */
export const guardMs = 1000;

/** `ATD*99***1#`: taken for a data call where the number is the network's and there is packet service, else NO CARRIER. */
const dial: Handler = (state, { port, part }) => {
  if (state.ports[port]?.answers !== 'data') return { state, refused: cme.notAllowed };
  if (state.call !== undefined || state.dialling !== undefined) return { state, refused: 'BUSY' };
  const cid = contextDialled(part.value.replace(/^[TP]|;$/g, ''), state.personality.numbers);
  if (cid === undefined || !hasPacketService(state)) return { state, refused: 'NO CARRIER' };
  const dialling = withPort({ ...counted(state, 'dials'), dialling: { port, cid } }, port, { mode: 'dialling' });
  return {
    state: dialling,
    outputs: [
      { kind: 'moment', moment: 'dialled' },
      { kind: 'start-timer', timer: 'dial', ms: state.personality.delays.dialMs },
    ],
    taken: true,
  };
};

/** The network has answered: the timer `dial` has run out. */
export const dialEnded = (state: ModemState): Step => {
  const { dialling } = state;
  const port = dialling && state.ports[dialling.port];
  if (dialling === undefined || port === undefined) return [state, []];
  const { refusedWith } = state.personality.call;
  if (refusedWith === undefined) return connect(state, dialling);
  return [
    withPort({ ...state, dialling: undefined }, port.number, { mode: 'command' }),
    sayResult(state, port, refusedWith),
  ];
};

/** A key was pressed while the call was being set up: V.250 gives it up. */
export const dialAborted = (state: ModemState): Step => hangUp(state);

const connect = (state: ModemState, { port: number, cid }: { readonly port: number; readonly cid: number }): Step => {
  const works = worksOn(state, cid);
  const call = {
    port: number,
    cid,
    peer: openPeer(state.personality, works),
    deaf: false,
    paused: false,
    pluses: 0,
    timers: [],
  };
  const connected = withPort({ ...withActive(state, cid, works), call, dialling: undefined }, number, { mode: 'data' });
  const port = state.ports[number];
  const up: Step = [
    works ? connected : { ...connected, cause: whyNot(state, cid) },
    [
      ...(port === undefined ? [] : sayResult(state, port, connectText)),
      { kind: 'start-timer', timer: 'call:guard', ms: guardMs },
      ...fate(state),
    ],
  ];
  return andThen(up, (after) => toPeer(after, { kind: 'open' }));
};

/** What misbehaviours have in store for a call, in milliseconds from CONNECT. */
const fate = ({ personality: { call } }: ModemState): readonly ModemOutput[] => [
  ...startsAt('call:lost', call.lostAfterMs),
  ...startsAt('call:deaf', call.deafAfterMs),
  ...startsAt('call:terminate', call.terminatesAfterMs),
  ...startsAt('call:lcp', call.peer === 'lcp-silent' ? 0 : undefined),
];

const startsAt = (timer: string, ms: number | undefined): readonly ModemOutput[] =>
  ms === undefined ? [] : [{ kind: 'start-timer', timer, ms }];

const contextDialled = (number: string, known: readonly string[]): number | undefined => {
  for (const one of known) {
    const pattern = one.replace(/[*+]/g, '\\$&').replace('N', '(\\d+)');
    const match = new RegExp(`^${pattern}$`).exec(number);
    if (match !== null) return Number(match[1] ?? '1');
  }
  return undefined;
};

/** Ends the call on request. Whoever asks on the call's own port (after `+++`) hears only his OK. */
const hang: Handler = (state, { port }): Answer => {
  const [after, outputs] = state.call?.port === port ? dropCall(state) : hangUp(state);
  return { state: after, outputs };
};

/** Back from `+++` to the call. */
const online: Handler = (state, { port: number }) => {
  const port = state.ports[number];
  if (state.call?.port !== number || port === undefined) return { state, refused: 'NO CARRIER' };
  const call = { ...state.call, paused: false, pluses: 0 };
  return {
    state: withPort({ ...state, call }, number, { mode: 'data' }),
    outputs: [...sayResult(state, port, connectText), { kind: 'start-timer', timer: 'call:guard', ms: guardMs }],
    taken: true,
  };
};

const answer: Handler = (state) => ({ state, refused: 'NO CARRIER' });

export const dialCommands: Readonly<Record<string, Handler>> = { D: dial, H: hang, O: online, A: answer };
