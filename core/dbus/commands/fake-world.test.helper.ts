import type { CauseId, ExitCode } from '@dialtone/plugins';
import { BehaviorSubject, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import type { AtEnd, AtReply } from '../../at/at-reply.js';
import type { Fact, FactBody } from '../../facts/fact.js';
import type { SessionState } from '../../facts/session-state.js';
import type { StickIdentity } from '../../facts/stick-identity.js';
import type { Level, Wanted } from '../../facts/wanted.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { PortNotThere, type StickBehind, type StickView } from '../behind.js';
import { type FaceOptions, serveFace } from '../face.js';
import { root, serviceName } from '../face-state.js';
import { after, heard, life, operator, planned } from '../project/mf627.test.helper.js';
import type { Answer, Bus, Handler, OutgoingCall } from '../wire/bus.js';
import { DbusError } from '../wire/values.js';

export interface Emitted {
  readonly path: string;
  readonly member: string;
  readonly body: readonly unknown[];
}

/** A bus with nobody on it but who calls through it here. */
export const fakeBus = () => {
  let handler: Handler = () => Promise.reject(new Error('nobody serves'));
  const emitted: Emitted[] = [];
  const vanished = new Map<string, Subject<void>>();
  const asked: OutgoingCall[] = [];
  const state = { name: 'owned' as 'owned' | 'taken', names: [] as string[], emittedBefore: -1 };
  const vanishing = (name: string) => {
    const subject = vanished.get(name) ?? new Subject<void>();
    vanished.set(name, subject);
    return subject;
  };
  const bus: Bus = {
    uniqueName: ':1.1',
    serve: (given) => {
      handler = given;
    },
    call: async (call) => {
      asked.push(call);
      return [];
    },
    emit: ({ path, member, body }) => void emitted.push({ path, member, body }),
    signals$: () => NEVER,
    requestName: async (name) => {
      state.names.push(name);
      state.emittedBefore = emitted.length;
      return state.name;
    },
    vanished$: vanishing,
    userOf: async () => 0,
    gone$: NEVER,
    close: async () => undefined,
  };
  const call = async (path: string, inside: string, member: string, signature: string, ...body: unknown[]) => {
    const answer: Answer = await handler({ sender: ':1.7', path, interface: inside, member, signature, body });
    return answer.body;
  };
  return { bus, state, emitted, asked, call, vanish: (name = ':1.7') => vanishing(name).next() };
};

const reply = (command: string, end: AtEnd, lines: readonly string[] = []): AtReply => ({
  command,
  lines,
  end,
  ok: end.kind === 'ok',
  result: end.kind === 'cme' ? `+CME ERROR: ${end.text}` : end.kind,
  ms: 5,
});

/** A stick whose session goes where the test says. It stands by, until somebody wants more. */
export const fakeStick = (path = '1-1', first: SessionState = { ...life.standing, stick: path }) => {
  const view$ = new BehaviorSubject<StickView>({
    session: first,
    identity: { imei: '358000001234567', iccid: '8944200000000000001' },
    wanted: { level: 'standby', radio: 'on', overrides: {} },
  });
  const wants: Wanted[] = [];
  const asks: string[] = [];
  const limits: (number | undefined)[] = [];
  const replies = new Map<string, readonly string[] | AtEnd | 'no port' | 'silence'>();
  const done = { resets: 0, measured: 0, resetFails: undefined as Error | undefined };
  const tell = (...facts: readonly FactBody[]) => {
    for (const fact of facts) view$.next({ ...view$.value, session: after(view$.value.session, fact) });
  };
  const behind: StickBehind = {
    path,
    device: `/sys/devices/${path}`,
    view$,
    view: () => view$.value,
    want: (wanted) => {
      wants.push(wanted);
      view$.next({ ...view$.value, wanted });
    },
    ask: ({ line }, options) =>
      new Observable<AtReply>((subscriber) => {
        asks.push(line);
        limits.push(options?.limitMs);
        const given = replies.get(line) ?? [];
        if (given === 'silence') return undefined;
        const answered =
          given === 'no port'
            ? throwError(() => new PortNotThere())
            : of('kind' in given ? reply(line, given) : reply(line, { kind: 'ok' }, given));
        return answered.subscribe(subscriber);
      }),
    measureSignal: async () => {
      done.measured++;
    },
    reset: async () => {
      if (done.resetFails) throw done.resetFails;
      done.resets++;
    },
  };
  return {
    behind,
    wants,
    asks,
    limits,
    replies,
    done,
    tell,
    identify: (identity: StickIdentity) => view$.next({ ...view$.value, identity }),
    wanted: () => wants.at(-1),
    leave: () => view$.complete(),
    ...phases(tell),
  };
};
export type FakeStick = ReturnType<typeof fakeStick>;

/** Where a session can be taken to. */
const phases = (tell: (...facts: readonly FactBody[]) => void) => ({
  /** It has heard what is wanted, and begins a walk for it. */
  takeUp: (level: Level) => tell({ fact: 'wanted.changed', level }, { fact: 'walk.started' }),
  standBy: (radio: 'on' | 'off' = 'on') => tell({ fact: 'standby.reached', radio }),
  initialise: () => tell(...passed('stand-by', 'apply-steps')),
  ready: (code = '23420') =>
    tell(
      ...passed('stand-by', 'apply-steps'),
      heard(1),
      { fact: 'operator.named', code, name: '3', technology: 4 },
      { fact: 'signal.measured', dbm: -75, percent: 61 },
      ...passed('register', 'choose-carrier'),
    ),
  online: () => tell(...passed('stand-by', 'apply-steps', 'register'), heard(1), operator, planned, ...linked),
  fail: (exit: ExitCode, id: CauseId) =>
    tell(
      { fact: 'walk.ended', exit },
      {
        fact: 'verdict',
        online: false,
        stage: 'dial',
        causes: [
          {
            id,
            layer: 'dial',
            confidence: 0.9,
            says: `It is ${id}.`,
            remedy: 'Do this.',
            evidence: [{ t: 1, fact: 'walk.ended', text: 'It ended.' }],
          },
        ],
        totalMs: 5,
      },
      { fact: 'recovery.exhausted', on: exit, waitMs: 60_000 },
    ),
  drop: (exit: ExitCode) =>
    tell({ fact: 'walk.ended', exit }, { fact: 'recovery.chosen', action: 'redial', on: exit, ...firstTry }),
  rest: () => tell({ fact: 'wanted.changed', level: 'off' }),
});

const linked: readonly FactBody[] = [
  { fact: 'ppp.up', address: '10.64.3.7', peer: '10.64.64.64', dns: ['217.171.132.0', '217.171.135.0'] },
  { fact: 'link.attached', engine: 'pppd', interface: 'ppp0' },
  { fact: 'online' },
];
const passed = (...steps: readonly string[]): readonly FactBody[] =>
  steps.map((step) => ({ fact: 'step.passed', step, ms: 1 }));
const firstTry = { count: 1, upTo: 2, waitMs: 0, saidBy: 'core' };

/** A face over a fake bus and a fake stick, in virtual time, when modems that come are shown at once. */
export const facing = async (options: Partial<FaceOptions> & { readonly sticks?: readonly FakeStick[] } = {}) => {
  const clock = new VirtualClock();
  const bus = fakeBus();
  const { sticks = [fakeStick()], ...more } = options;
  const [stick = fakeStick()] = sticks;
  const sticks$ = new BehaviorSubject<readonly StickBehind[]>(sticks.map(({ behind }) => behind));
  const facts$ = new Subject<Fact>();
  const face = await serveFace({
    bus: bus.bus,
    behind: { sticks$, facts$, version: '1.2.3' },
    clock,
    counters: () => ({ rx: 1_000n, tx: 500n }),
    ...more,
  });
  await clock.run({ limitMs: 2_000 });
  const modem = `${root}/Modem/0`;
  const method =
    (inside: string) =>
    (member: string, signature: string, path: string, ...body: unknown[]) =>
      outcome(bus.call(path, inside === '' ? serviceName : `${serviceName}.${inside}`, member, signature, ...body));
  const properties = async (path: string, inside: string) => {
    const [all] = await bus.call(path, 'org.freedesktop.DBus.Properties', 'GetAll', 's', inside);
    return Object.fromEntries(Object.entries(all as Record<string, { value: unknown }>).map(([k, v]) => [k, v.value]));
  };
  return {
    clock,
    bus,
    stick,
    sticks$,
    facts$,
    face,
    modem,
    method,
    properties,
    /** Everything that is due now is done. */
    moment: () => clock.run({ limitMs: 0 }),
    modemProperties: () => properties(modem, `${serviceName}.Modem`),
    bearerProperties: (index = 0) => properties(`${root}/Bearer/${index}`, `${serviceName}.Bearer`),
    stateChanges: () => bus.emitted.filter(({ member }) => member === 'StateChanged').map(({ body }) => body),
  };
};

/** How a call went, as soon as it did. */
export interface Outcome {
  body?: readonly unknown[];
  /** The error's name without ModemManager's prefix. */
  error?: string;
  text?: string;
}

export const outcome = (answer: Promise<readonly unknown[]>): Outcome & { readonly over: Promise<void> } => {
  const result: Outcome = {};
  const over = answer.then(
    (body) => {
      result.body = body;
    },
    (error: unknown) => {
      result.error = error instanceof DbusError ? error.errorName.replace(/^.*\.Error\./, '') : 'no DbusError';
      result.text = error instanceof Error ? error.message : String(error);
    },
  );
  return Object.assign(result, { over });
};
