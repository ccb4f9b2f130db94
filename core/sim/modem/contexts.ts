import { parametersOf } from './at-line.js';
import { hangUp } from './call.js';
import { cme } from './cme-error.js';
import type { Answer, Handler } from './handler.js';
import type { Context, ModemState } from './modem-state.js';
import { hasPacketService } from './registration.js';
import { known } from './twin-replies.js';

/** Whether the network brings this context up: it is defined, and its APN is one that the network knows. */
export const worksOn = (state: ModemState, cid: number): boolean => {
  const context = contextOf(state, cid);
  return context !== undefined && state.personality.accepts.includes(context.apn.toLowerCase());
};

/** The network's own words (TS 24.008) for why it does not, as +CEER gives them. */
export const whyNot = (state: ModemState, cid: number): string =>
  contextOf(state, cid) === undefined ? '27,"Missing or unknown APN"' : '33,"Requested service option not subscribed"';

export const withActive = (state: ModemState, cid: number, active: boolean): ModemState => ({
  ...state,
  contexts: state.contexts.map((one) => (one.cid === cid ? { ...one, active } : one)),
});

/** What it has when it has just been powered. A stick that forgets is the harder one to get online, so this one forgets. */
export const contextsAtPowerUp = ({ reserved }: ModemState['personality']): readonly Context[] =>
  reserved === undefined ? [] : [{ cid: reserved.cid, type: 'IP', apn: reserved.apn, active: false }];

const contextOf = (state: ModemState, cid: number): Context | undefined =>
  state.contexts.find((one) => one.cid === cid);

const mostContexts = 16;

const define: Handler = (state, { part }) => {
  if (part.form === 'test') return { state, lines: [`+CGDCONT: (1-${mostContexts}),"IP",,,(0-2),(0-4)`] };
  if (part.form === 'read') return { state, lines: state.contexts.map(listed) };
  if (part.form !== 'set') return undefined;
  const [number = '', type, apn = ''] = parametersOf(part);
  const cid = Number(number);
  if (!/^\d+$/.test(number) || cid < 1 || cid > mostContexts) return { state, refused: cme.wrongParameter };
  if (state.personality.reserved?.cid === cid || state.call?.cid === cid) return { state, refused: cme.notAllowed };
  const others = state.contexts.filter((one) => one.cid !== cid);
  if (type === undefined) return { state: { ...state, contexts: others } };
  if (type !== 'IP' && type !== 'PPP') return { state, refused: cme.wrongParameter };
  return { state: { ...state, contexts: byNumber([...others, { cid, type, apn, active: false }]) } };
};

const listed = ({ cid, type, apn }: Context): string => `+CGDCONT: ${cid},"${type}","${apn}","0.0.0.0",0,0`;

const byNumber = (contexts: readonly Context[]): readonly Context[] => [...contexts].sort((a, b) => a.cid - b.cid);

const activate: Handler = (state, { part }) => {
  if (part.form === 'test') return { state, lines: ['+CGACT: (0,1)'] };
  if (part.form === 'read')
    return { state, lines: state.contexts.map(({ cid, active }) => `+CGACT: ${cid},${active ? 1 : 0}`) };
  if (part.form !== 'set') return undefined;
  const [on, ...cids] = parametersOf(part);
  const asked = cids.length > 0 ? cids.map(Number) : state.contexts.map((one) => one.cid);
  return on === '1' ? bringUp(state, asked) : takeDown(state, asked);
};

const bringUp = (state: ModemState, cids: readonly number[]): Answer => {
  if (!hasPacketService(state)) return { state, refused: cme.noNetwork };
  const bad = cids.find((cid) => !worksOn(state, cid));
  if (bad !== undefined) return { state: { ...state, cause: whyNot(state, bad) }, refused: cme.notSubscribed };
  return { state: cids.reduce((on, cid) => withActive(on, cid, true), state) };
};

const takeDown = (state: ModemState, cids: readonly number[]): Answer => {
  const [after, outputs] = state.call && cids.includes(state.call.cid) ? hangUp(state) : ([state, []] as const);
  return { state: cids.reduce((off, cid) => withActive(off, cid, false), after), outputs };
};

/** Not in modems of 2008; a twin that has it says so by answering its test form. */
const authenticate: Handler = (state, { part }) =>
  part.form === 'set' && known(state, '+CGAUTH=?') ? { state } : undefined;

const cause: Handler = (state, { part }) =>
  part.form === 'run' ? { state, lines: [`+CEER: ${state.cause}`] } : part.form === 'test' ? { state } : undefined;

export const contextCommands: Readonly<Record<string, Handler>> = {
  '+CGDCONT': define,
  '+CGACT': activate,
  '+CGAUTH': authenticate,
  '+CEER': cause,
};
