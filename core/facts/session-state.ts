import type { ExitCode, FactName, Layer, PortRole, StageName } from '@dialtone/plugins';
import { type Door, doorAfter, doors } from './doors.js';
import type { Diagnosis, Fact, FactOf, FactPayloads, OfflineVerdict, Verdict } from './fact.js';
import type { Level } from './wanted.js';

/** Where a stick's session stands, by what happened: a pure function of its facts. */
export interface SessionState {
  /** USB bus path. */
  readonly stick: string;
  readonly usb?: { readonly vendor: string; readonly product: string };
  readonly device?: { readonly id: string; readonly model: string; readonly plugin: string };
  readonly modem?: FactPayloads['modem.identified'];
  readonly ports: readonly {
    readonly interface: number;
    readonly role: PortRole;
    readonly path?: string;
    readonly driver?: string;
  }[];
  /** USB interface numbers. */
  readonly control?: number;
  readonly data?: number;
  readonly sim: {
    /** As +CPIN? says it (`READY`, `SIM PIN` …); absent while nobody knows. */
    readonly state?: string;
    /** The last walk found none. */
    readonly missing: boolean;
    readonly retries?: FactPayloads['sim.retries'];
    /** Its numbers have been read, as far as it gives them. */
    readonly read: boolean;
  };
  /** The modem's own word for its access technology, e.g. `HSDPA`. */
  readonly mode?: string;
  readonly signal?: FactPayloads['signal.measured'];
  readonly registration: {
    readonly [Domain in 'circuit' | 'packet' | 'eps']?: FactPayloads['registration.changed'];
  };
  readonly operator?: FactPayloads['operator.named'];
  readonly carrier?: FactPayloads['carrier.chosen'];
  readonly plan?: FactPayloads['plan.resolved'];
  readonly radio?: 'on' | 'off';
  /** The last stage that was entered in this walk, and the steps of init that it passed. */
  readonly stage?: StageName;
  readonly steps: readonly string[];
  /**
   * `walking` through the corridor; `standing-by` or `ready`, in front of the door that a higher level opens; `online`; `repairing`
   * before the next walk; `pausing` after a round that failed; `resting` while nothing is wanted.
   */
  readonly doing: 'walking' | 'standing-by' | 'ready' | 'online' | 'repairing' | 'pausing' | 'resting';
  /** While PPP is up. */
  readonly link?: {
    readonly engine: string;
    readonly interface?: string;
    readonly address: string;
    readonly peer: string;
    readonly dns: readonly string[];
  };
  /** Milliseconds that each stage took in the walk that passed it last. */
  readonly times: Readonly<Partial<Record<StageName, number>>>;
  readonly lastExit?: { readonly exit: ExitCode; readonly detail?: string };
  /** The last one; forgotten when something else is wanted. */
  readonly verdict?: Verdict;
  /** Why it was last not online; forgotten when it is, or when it has come further than it came then. */
  readonly lastFailure?: Failure;
  readonly level: Level;
  /** Milliseconds since the process began, of the last fact. */
  readonly t: number;
}

export interface Failure {
  readonly stage: Layer;
  /** Surest first. */
  readonly causes: readonly Diagnosis[];
  readonly exit?: NonNullable<SessionState['lastExit']>;
}

export const noSession = (stick: string): SessionState => ({
  stick,
  ports: [],
  sim: { missing: false, read: false },
  registration: {},
  steps: [],
  doing: 'walking',
  times: {},
  level: 'off',
  t: 0,
});

/** One fact further. Facts of other sticks are the caller's to leave out. */
export const fold = (before: SessionState, fact: Fact): SessionState => {
  const state = fact.t === before.t ? before : { ...before, t: fact.t };
  const next: (state: SessionState, fact: never) => SessionState = folds[fact.fact] ?? asItWas;
  // The table is keyed by the fact's own name; the compiler cannot follow that through a union.
  return next(state, fact as never);
};

const asItWas = (state: SessionState): SessionState => state;

type Folds = { readonly [N in FactName]?: (state: SessionState, fact: FactOf<N>) => SessionState };

const folds: Folds = {
  'usb.plugged': (state, { vendor, product }) => ({ ...state, usb: { vendor, product } }),
  'usb.returned': (state, { vendor, product }) => ({ ...state, usb: { vendor, product } }),
  'usb.left': (state) => ({ ...offline(state), ...unwalked, ports: [] }),
  'stage.entered': (state, { stage }) => ({ ...state, ...(isStage(stage) ? { stage } : {}) }),
  'stage.passed': (state, { stage, ms }) =>
    isStage(stage) ? { ...state, times: { ...state.times, [stage]: ms } } : state,
  'step.passed': (state, { step }) =>
    readyOrNot({
      ...state,
      ...(step === 'apply-steps' ? { radio: 'on' } : {}),
      steps: [...new Set([...state.steps, step])],
    }),
  'device.recognised': (state, { device, model, plugin }) => ({ ...state, device: { id: device, model, plugin } }),
  'device.refined': (state, { device, model, plugin }) => ({ ...state, device: { id: device, model, plugin } }),
  'ports.selected': (state, { control, data, ports }) => ({ ...state, control, data, ports }),
  'modem.identified': (state, { manufacturer, model, revision }) => ({
    ...state,
    modem: {
      ...(manufacturer === undefined ? {} : { manufacturer }),
      ...(model === undefined ? {} : { model }),
      ...(revision === undefined ? {} : { revision }),
    },
  }),
  'sim.state': (state, { state: word }) => ({ ...state, sim: { ...state.sim, state: word, missing: false } }),
  'sim.retries': (state, { pin, puk }) => ({
    ...state,
    sim: { ...state.sim, retries: { pin, ...(puk === undefined ? {} : { puk }) } },
  }),
  'sim.unlocked': (state) => ({ ...state, sim: { ...state.sim, state: 'READY', missing: false } }),
  'sim.read': (state) => ({ ...state, sim: { ...state.sim, read: true } }),
  'standby.reached': (state, { radio }) => ({ ...cameAsFar(state), radio, doing: 'standing-by' }),
  'radio.mode': (state, { mode }) => ({ ...state, mode }),
  'signal.measured': (state, { dbm, percent }) => ({
    ...state,
    signal: { percent, ...(dbm === undefined ? {} : { dbm }) },
  }),
  'registration.changed': (state, { domain, status, registered, roaming }) => ({
    ...state,
    registration: { ...state.registration, [domain]: { domain, status, registered, roaming } },
  }),
  'operator.named': (state, { code, name, technology }) => ({
    ...state,
    operator: {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(technology === undefined ? {} : { technology }),
    },
  }),
  'carrier.chosen': (state, { carrier, name, plugin, mccmnc }) => ({
    ...state,
    carrier: { carrier, name, plugin, mccmnc },
  }),
  'carrier.unknown': (state) => without(state, 'carrier'),
  'plan.resolved': (state, { t: _t, fact: _fact, stick: _stick, stage: _stage, at: _at, ...plan }) => ({
    ...state,
    plan,
  }),
  'ppp.up': (state, { address, peer, dns }) => ({ ...state, link: { engine: '', address, peer, dns } }),
  'link.attached': (state, { engine, interface: name }) =>
    state.link
      ? { ...state, link: { ...state.link, engine, ...(name === undefined ? {} : { interface: name }) } }
      : state,
  'ppp.ended': (state) => without(state, 'link'),
  online: (state) => ({ ...without(without(state, 'lastExit'), 'lastFailure'), doing: 'online' }),
  'walk.started': (state) =>
    readyOrNot({ ...(state.doing === 'pausing' ? { ...state, ...unwalked } : state), doing: 'walking' }),
  'walk.ended': (state, { exit, detail }) => ({
    ...offline(state),
    lastExit: { exit, ...(detail === undefined ? {} : { detail }) },
    sim: exit === 'init.sim-missing' ? { missing: true, read: false } : state.sim,
  }),
  'recovery.chosen': (state, { action }) => ({
    ...state,
    doing: 'repairing',
    ...(action === 'give-up' ? {} : { steps: stepsBefore(doorAfter[action], state.steps) }),
  }),
  'recovery.exhausted': (state) => ({ ...state, doing: 'pausing' }),
  'wanted.changed': (state, { level, from }) => ({
    ...without(offline(without(state, 'verdict')), 'lastExit'),
    ...(from === undefined ? {} : { steps: stepsBefore(from, state.steps) }),
    ...(level === 'standby' ? { registration: {} } : {}),
    ...(level === 'off' ? { ...unwalked, doing: 'resting' } : {}),
    level,
  }),
  verdict: (state, { t: _t, fact: _fact, stick: _stick, at: _at, ...verdict }) => ({
    ...state,
    verdict: verdict as Verdict,
    ...(verdict.online ? {} : { lastFailure: failureOf(verdict as OfflineVerdict, state) }),
  }),
};

/** Nothing of the corridor is passed. What is known of the modem and its SIM stays known until it is asked anew. */
const unwalked = { steps: [], registration: {} } as const;

/** Those that stay passed when the corridor is walked again from this door. */
const stepsBefore = (door: Door, steps: readonly string[]): readonly string[] =>
  steps.filter((step) => inOrder.indexOf(`init/${step}`) < inOrder.indexOf(door));
const inOrder: readonly string[] = doors;

/** "ready" is reached when both sides of init have been passed up to the door that "online" opens. */
const readyOrNot = (state: SessionState): SessionState =>
  state.level === 'ready' && ['register', 'choose-carrier'].every((step) => state.steps.includes(step))
    ? { ...cameAsFar(state), doing: 'ready' }
    : state;

const failureOf = ({ stage, causes }: OfflineVerdict, { lastExit }: SessionState): Failure => ({
  stage,
  causes,
  ...(lastExit ? { exit: lastExit } : {}),
});

/** What kept it from coming as far as this keeps it no more. */
const cameAsFar = (state: SessionState): SessionState =>
  state.lastFailure && ['detect', 'modeswitch', 'port-select', 'init'].includes(state.lastFailure.stage)
    ? without(state, 'lastFailure')
    : state;

const offline = (state: SessionState): SessionState => without(state, 'link');

const without = <K extends keyof SessionState>(state: SessionState, key: K): SessionState => {
  const { [key]: _gone, ...rest } = state;
  // What may be absent may be taken away.
  return rest as SessionState;
};

const isStage = (stage: Layer | undefined): stage is StageName => stage !== undefined && stage !== 'ip';
