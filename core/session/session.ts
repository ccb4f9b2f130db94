import type { RecoveryActionName, Rule, StageName } from '@dialtone/plugins';
import {
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  finalize,
  first,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  pairwise,
  repeat,
  retry,
  startWith,
  switchMap,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import { Exit, toExit } from '../facts/exit.js';
import type { Verdict } from '../facts/fact.js';
import type { Wanted } from '../facts/wanted.js';
import type { Online } from '../pipeline/knowledge.js';
import { pipeline } from '../pipeline/pipeline.js';
import type { StageTools, UsbDevice } from '../pipeline/tools.js';
import { changedDoor } from './changed-door.js';
import type { History } from './history.js';
import type { Ledger } from './ledger.js';
import type { Lifetime } from './lifetime.js';
import type { StickPorts } from './ports.js';
import { decide, type PolicyRule } from './recovery.js';
import { doorAfter, repair } from './repair.js';
import { offlineVerdict, onlineVerdict } from './verdict.js';
import { watchPresence } from './watch-presence.js';

/** What one plugged stick's session is made of; session-scope.ts puts it together. */
export interface SessionParts {
  readonly path: string;
  readonly tools: StageTools;
  readonly announced$: Observable<void>;
  readonly ledger: Ledger;
  readonly history: History;
  readonly ports: StickPorts;
  readonly lifetimes: { readonly plug: Lifetime; readonly walk: Lifetime };
  /** Where the walk stands. */
  readonly stage: () => StageName | undefined;
  /** The carrier's rules, then the device's, then the core's. */
  readonly policy: () => readonly PolicyRule[];
  readonly rules: () => readonly Rule[];
}

/**
 * One plugged stick from plug to unplug: walks the corridor for as long as something is wanted, lets recovery decide after each
 * exit, and gives a verdict whenever the link is up and probed or nothing is left to try. Completes when the stick is unplugged.
 */
export const session = (parts: SessionParts): Observable<Verdict> => {
  const off: Wanted = { level: 'off' };
  return parts.tools.wanted$.pipe(
    distinctUntilChanged(),
    startWith(off),
    pairwise(),
    switchMap(([before, wanted]) =>
      concat(settle(before, wanted, parts), wanted.level === 'off' ? unplugged(parts) : rounds(parts)),
    ),
    catchError((error: unknown) => (toExit(error).code === 'usb.gone' ? EMPTY : throwError(() => error))),
  );
};

/** What changed decides how far back the next walk begins. */
const settle = (before: Wanted, wanted: Wanted, parts: SessionParts): Observable<never> =>
  concat(
    closed(parts.lifetimes.walk),
    defer(() => {
      parts.tools.report({ fact: 'wanted.changed', level: wanted.level });
      const door = changedDoor(before, wanted);
      if (door) parts.ledger.clear(door);
      parts.history.restart(parts.tools.clock.now());
      return EMPTY;
    }),
  );

/** Rounds of walks for ever: after one that recovery gave up comes a pause, longer each time, and a fresh start. */
const rounds = (parts: SessionParts): Observable<Verdict> =>
  walks(parts).pipe(
    catchError((error: unknown) => {
      const exit = toExit(error);
      return concat(of(offlineVerdict(exit, parts)), pause(exit, parts));
    }),
    repeat(),
  );

const pause = (exit: Exit, parts: SessionParts): Observable<never> => {
  if (exit.code === 'usb.gone') return throwError(() => exit);
  const { clock, limits } = parts.tools;
  const waitMs = Math.min(limits.nextRound * 2 ** parts.history.rounds(), limits.nextRoundMost);
  return concat(
    defer(() => {
      parts.tools.report({ fact: 'recovery.exhausted', on: exit.code, waitMs });
      return merge(unplugged(parts), timer(waitMs, clock)).pipe(first(), ignoreElements());
    }),
    closed(parts.lifetimes.plug),
    defer(() => {
      parts.history.endRound();
      parts.history.restart(clock.now());
      parts.ledger.clear('detect');
      return EMPTY;
    }),
  );
};

/** Walk after walk, as long as recovery finds something to do about each exit. Errors with the exit that it gives up on. */
const walks = (parts: SessionParts): Observable<Verdict> =>
  walk(parts).pipe(retry({ delay: (error: unknown) => recover(toExit(error), parts) }));

/** The corridor, walked once. Nothing is opened before the last walk has given everything back. */
const walk = (parts: SessionParts): Observable<Verdict> =>
  concat(
    closed(parts.lifetimes.walk),
    freshControl(parts),
    defer(() => {
      parts.tools.report({ fact: 'walk.started' });
      return merge(unplugged(parts), plugged(parts).pipe(pipeline(parts.tools)));
    }),
  ).pipe(
    map((online) => arrived(online, parts)),
    finalize(() => void parts.lifetimes.walk.close()),
  );

/** A control port that has gone, or that a call took over, is closed and opened again. */
const freshControl = (parts: SessionParts): Observable<never> =>
  defer(() => {
    if (!parts.ports.controlIsSpent()) return EMPTY;
    parts.ledger.clear('port-select');
    return closed(parts.lifetimes.plug);
  });

const plugged = ({ tools, path }: SessionParts): Observable<{ readonly plugged: UsbDevice }> =>
  tools.usb.at$(path).pipe(
    first(),
    filter((device) => device !== undefined),
    map((device) => ({ plugged: device })),
  );

/** Errors with `usb.gone` when the stick leaves without a stage having said so. */
const unplugged = ({ tools, path, announced$ }: SessionParts): Observable<never> =>
  watchPresence(tools.usb.at$(path), announced$, {
    clock: tools.clock,
    limitMs: tools.limits.reenumerate,
    report: tools.report,
  });

const arrived = (online: Online, parts: SessionParts): Verdict => {
  const { tools, history } = parts;
  const { sim, carrier, plan } = online;
  if (sim !== undefined && carrier && plan.apn && plan.apn.from !== 'remembered') {
    tools.memory.keepProfile(sim, { carrier: carrier.value.id, apn: plan.apn.value });
    tools.report({ fact: 'memory.kept', what: 'profile', detail: plan.apn.value });
  }
  tools.report({ fact: 'online' });
  history.arrived();
  return onlineVerdict(online, parts);
};

/** The one place where it is decided what follows an exit. Emits once the next walk may begin, errors to give up. */
const recover = (exit: Exit, parts: SessionParts): Observable<true> =>
  defer(() => {
    const { tools, history, ledger } = parts;
    tools.report({
      fact: 'walk.ended',
      exit: exit.code,
      ...(exit.detail === undefined ? {} : { detail: exit.detail }),
    });
    const decision = decide(exit.code, history.tried(), parts.policy(), (action) => isPossible(action, parts));
    if (decision.action === 'give-up') return throwError(() => exit);
    const { action } = decision;
    history.note(decision);
    tools.report({ fact: 'recovery.chosen', ...decision, action });
    return concat(
      closed(parts.lifetimes.walk),
      timer(decision.waitMs, tools.clock).pipe(takeUntil(left(parts)), ignoreElements()),
      repair(action, bench(parts)),
      defer(() => {
        ledger.clear(doorAfter[action]);
        return of(true as const);
      }),
    );
  });

const left = ({ tools, path }: SessionParts) => tools.usb.at$(path).pipe(filter((device) => device === undefined));

const bench = ({ tools, path, ports, lifetimes }: SessionParts) => ({
  clock: tools.clock,
  limits: tools.limits,
  usb: tools.usb,
  path,
  control: ports.controlChannel,
  release: lifetimes.plug.close,
});

const isPossible = (action: RecoveryActionName, { ledger }: SessionParts): boolean => {
  if (action !== 'next-profile') return true;
  const plan = ledger.facts().findLast((fact) => fact.fact === 'plan.resolved');
  return plan !== undefined && plan.attempt < plan.of;
};

const closed = (lifetime: Lifetime): Observable<never> => defer(() => lifetime.close()).pipe(ignoreElements());
