import {
  catchError,
  concat,
  defaultIfEmpty,
  defer,
  delay,
  EMPTY,
  endWith,
  firstValueFrom,
  forkJoin,
  fromEvent,
  ignoreElements,
  map,
  merge,
  type Observable,
  ReplaySubject,
  shareReplay,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Fact } from '../facts/fact.js';
import type { Io } from './main.js';
import { isReaderGone } from './reader-gone.js';
import type { Running } from './run.js';
import { leaving } from './until-signal.js';

/** What a command makes of the facts while it lives. `wish$` emits each wish to leave, the newest to late subscribers too. */
export interface Telling {
  /** The exit status, once, when the facts or the first wish have ended it. */
  readonly status: (facts$: Observable<Fact>, wish$: Observable<unknown>) => Observable<number>;
  /** Shows the facts. It listens at once. */
  readonly view: (facts$: Observable<Fact>, wish$: Observable<unknown>) => Observable<unknown>;
}

/** In milliseconds. */
export interface LeaveLimits {
  /** From the wish to leave to the end, whatever hangs. */
  readonly leave: number;
}
const leaveLimits: LeaveLimits = { leave: 10_000 };

/**
 * The life of a command that stays: starts, shows what happens, is told to leave by a signal or by an output that takes nothing any more,
 * and gives the exit status once everything is given back. Rejects with what went wrong if something unexpected did.
 */
export const untilToldToLeave = async (
  start: () => Promise<Running>,
  telling: Telling,
  io: Io,
  limits: LeaveLimits = leaveLimits,
): Promise<number> => {
  const wish$ = new ReplaySubject<Wish>(1);
  // Open to the end, so that a second Ctrl-C finds a listener too and does not kill the process half-way.
  const listening = wishesToLeave(io).subscribe(wish$);
  // Node ends a process that only waits for promises: with no stick there, nothing else may be holding it.
  const awake = setInterval(() => undefined, 2 ** 30);
  const leaving: Leaving = { wish$, late$: wish$.pipe(take(1), delay(limits.leave), shareReplay(1)), limits };
  try {
    return await firstValueFrom(
      started(defer(start), leaving).pipe(switchMap((running) => lived(running, telling, leaving))),
    );
  } finally {
    clearInterval(awake);
    listening.unsubscribe();
  }
};

/** What ends it from outside: a signal, or an output that takes nothing any more. */
interface Leaving {
  /** Emits each wish, the newest to late subscribers too; only the first one counts. It stays open. */
  readonly wish$: Observable<Wish>;
  /** Emits when everything should long have been given back. */
  readonly late$: Observable<Wish>;
  readonly limits: LeaveLimits;
}
interface Wish {
  /** The output broke in another way than by its reader going away. */
  readonly broken?: Error;
}

/** Each signal, and a reader that went away (`| head`), is the same wish. A closed terminal is SIGHUP, and EIO. */
const wishesToLeave = ({ signals, stdout }: Io): Observable<Wish> =>
  merge(
    ...leaving.map((signal) => fromEvent(signals, signal, () => ({}))),
    fromEvent(stdout, 'error', (error: Error) => (isReaderGone(error) ? {} : { broken: error })),
  );

const started = (start$: Observable<Running>, { late$, limits }: Leaving): Observable<Running> =>
  merge(start$, late$.pipe(switchMap(() => throwError(() => tooLate(limits))))).pipe(take(1));

const lived = (running: Running, telling: Telling, leaving: Leaving): Observable<number> => {
  const { wish$, late$, limits } = leaving;
  const facts$ = running.facts$.pipe(takeUntil(late$));
  const over$ = running.facts$.pipe(ignoreElements(), endWith(true), takeUntil(late$), defaultIfEmpty(false));
  // In this order: where it stood is noted, and people are told, before the wish to leave is passed on.
  return forkJoin({
    status: telling.status(facts$, wish$),
    shown: telling.view(facts$, wish$).pipe(ignoreElements(), endWith(undefined)),
    broken: stopped(running, wish$, over$),
    over: over$,
  }).pipe(
    catchError((error) => givenBack(running, error, limits)),
    map(({ status, broken, over }) => {
      if (!over) throw tooLate(limits);
      if (broken) throw broken;
      return status;
    }),
  );
};

/** Passes the wish on once. Emits why the output broke, if that is what it was. */
const stopped = (
  running: Running,
  wish$: Observable<Wish>,
  over$: Observable<boolean>,
): Observable<Error | undefined> =>
  wish$.pipe(
    take(1),
    takeUntil(over$),
    tap(() => running.stop()),
    map(({ broken }) => broken),
    defaultIfEmpty(undefined),
  );

/** Our own mistake must not leave a call up: everything is given back before it is told. */
const givenBack = (running: Running, error: unknown, limits: LeaveLimits): Observable<never> => {
  running.stop();
  return concat(
    running.facts$.pipe(
      ignoreElements(),
      catchError(() => EMPTY),
      takeUntil(timer(limits.leave)),
    ),
    throwError(() => error),
  );
};

const tooLate = ({ leave }: LeaveLimits): Error =>
  new Error(`it was told to leave and had not given everything back after ${leave / 1000} s`);
