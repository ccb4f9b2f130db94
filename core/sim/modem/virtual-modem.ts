import type { Personality } from '../personality.js';
import { dropCall } from './call.js';
import { lineDone, typed } from './command-line.js';
import { contextsAtPowerUp } from './contexts.js';
import { dialEnded } from './dial.js';
import {
  andThen,
  counted,
  inTurn,
  type Lasting,
  type ModemInput,
  type ModemState,
  type PortState,
  type Step,
  withPort,
} from './modem-state.js';
import { makeNoise, noiseAtPowerUp, startNoise } from './noise.js';
import { callTimer, online } from './online.js';
import { timerOfPeer } from './ppp-peer.js';
import { radioOn, searchAgain, searchEnded } from './registration.js';
import { factorySettings } from './settings.js';
import { freshCard } from './sim-card.js';

/**
 * A modem that has just been given power, in modem mode. `lasting` is what an earlier one of the same stick left behind: its card and
 * its counts; absent for the first.
 */
export const powerUp = (personality: Personality, lasting?: Lasting): Step => {
  const asleep = stateAtPowerUp(personality, lasting);
  if (asleep.hung) return [asleep, []];
  const wakesOn = personality.twin.functionalityAtPowerUp === 1;
  return inTurn(asleep, [startNoise, startCard, (state) => (wakesOn ? radioOn(state) : [state, []])]);
};

/** One thing that happens, and what the modem makes of it. Never throws, whatever the bytes. */
export const stepModem = (state: ModemState, input: ModemInput): Step => {
  if (input.kind === 'opened') return [withPort(state, input.port, { open: true }), []];
  if (input.kind === 'closed') return closed(state, input.port);
  if (state.hung) return [state, []];
  return input.kind === 'timer' ? timer(state, input.timer) : bytes(state, input.port, input.bytes);
};

const bytes = (state: ModemState, number: number, octets: Uint8Array): Step => {
  const port = state.ports[number];
  if (port === undefined) return [state, []];
  if (port.answers === 'nothing') return [octets.includes(carriageReturn) ? counted(state, 'unanswered') : state, []];
  if (port.answers === 'data' && state.personality.at.deafData) return [state, []];
  return port.mode === 'data' ? online(state, octets) : typed(state, port, octets);
};

const carriageReturn = 0x0d;

const timer = (state: ModemState, name: string): Step => {
  const [kind, ...rest] = name.split(':');
  const detail = rest.join(':');
  if (kind === 'port') return lineDone(state, Number(detail));
  if (kind === 'noise') return makeNoise(state, Number(detail));
  if (kind === 'ppp') return timerOfPeer(state, detail);
  if (kind === 'call') return callTimer(state, detail);
  if (kind === 'dial') return dialEnded(state);
  return kind === 'register' ? searchEnded(state) : cardReady(state);
};

/** DTR has fallen: what was typed is forgotten and a call on this port ends without a word. */
const closed = (state: ModemState, number: number): Step => {
  const still = withPort(state, number, { open: false, typed: '', waiting: [], running: undefined });
  const stop: Step = [still, [{ kind: 'stop-timer', timer: `port:${number}` }]];
  const busyWithCall = (state.call?.port ?? state.dialling?.port) === number;
  return busyWithCall ? andThen(stop, dropCall) : stop;
};

const startCard = (state: ModemState): Step => [
  state,
  state.simBusy ? [{ kind: 'start-timer', timer: 'card', ms: state.personality.sim.busyMs }] : [],
];

const cardReady = (state: ModemState): Step => searchAgain({ ...state, simBusy: false });

const stateAtPowerUp = (personality: Personality, lasting: Lasting | undefined): ModemState => ({
  personality,
  functionality: personality.twin.functionalityAtPowerUp === 4 ? 4 : 0,
  lasting: lasting ?? {
    card: freshCard(personality),
    radioOns: 0,
    counts: { commands: 0, errors: 0, unanswered: 0, dials: 0, pinsSent: 0 },
  },
  simBusy: personality.sim.busyMs > 0,
  unlocked: false,
  registration: { circuit: 0, packet: 0, attach: personality.network.attach !== 'on-request' },
  contexts: contextsAtPowerUp(personality),
  ports: portsAtPowerUp(personality),
  dialling: undefined,
  call: undefined,
  cause: '"No information available"',
  operatorFormat: 0,
  noise: noiseAtPowerUp(personality),
  hung: personality.at.hungAtFirst && lasting === undefined,
  lateReplyGiven: false,
});

const portsAtPowerUp = ({ twin }: Personality): Readonly<Record<number, PortState>> =>
  Object.fromEntries(
    twin.interfaces
      .filter(({ kind }) => kind === 'serial')
      .map(({ number, answers }) => [number, { ...freshPort, number, answers }]),
  );

const freshPort = {
  ...factorySettings,
  open: false,
  mode: 'command',
  errors: 0,
  reports: { circuit: 0, packet: 0, eps: 0 },
  typed: '',
  waiting: [],
  running: undefined,
  commandsSeen: 0,
} as const;
