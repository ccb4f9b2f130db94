import {
  concat,
  connect,
  defer,
  EMPTY,
  endWith,
  identity,
  ignoreElements,
  map,
  merge,
  type Observable,
  ReplaySubject,
  take,
  takeUntil,
  takeWhile,
  tap,
  timer,
} from 'rxjs';
import { diagnose } from '../diagnosis/diagnose.js';
import type { Fact, FactBody, Verdict } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';
import { type Closings, createClosings, sticks } from '../session/sticks.js';
import type { Composition } from './composition.js';

/** A running Dialtone. */
export interface Running {
  /** Everything begins when this is subscribed to (once), and it completes when everything has been given back. */
  readonly facts$: Observable<Fact>;
  /** Asks for the end: links are hung up, ports closed. Safe to call more than once. */
  readonly stop: () => void;
}

export interface DaemonOptions {
  /** Each stick that is plugged, those already there first. */
  readonly plugs$: Observable<UsbDevice>;
  /** Leave after the first verdict. */
  readonly once: boolean;
  /** Facts to begin with: who is running, and on what. */
  readonly opening: readonly FactBody[];
  /** Gives back what all sticks stand on, once they have given back what they held. */
  readonly end?: () => Promise<void>;
}

/** The top stream: every stick that is plugged gets its session, until somebody asks for the end. */
export const daemon = (composition: Composition, options: DaemonOptions): Running => {
  // Kept for whoever begins later: a Ctrl-C while everything is being put together must not be lost.
  const stopped$ = new ReplaySubject<void>(1);
  const closings = createClosings();
  const over = Symbol('over');
  const work$ = defer(() => {
    for (const fact of options.opening) composition.journal.report(fact);
    return concat(
      verdicts(composition, options, closings).pipe(options.once ? take(1) : identity, takeUntil(stopped$)),
      defer(() => closings.settled()),
      defer(() => options.end?.() ?? EMPTY),
    ).pipe(ignoreElements());
  });
  return {
    facts$: merge(composition.journal.facts$, work$.pipe(endWith(over))).pipe(
      takeWhile((fact): fact is Fact => fact !== over),
    ),
    stop: () => stopped$.next(),
  };
};

const verdicts = (composition: Composition, { plugs$, once }: DaemonOptions, closings: Closings): Observable<Verdict> =>
  plugs$.pipe(
    connect((plugged$) =>
      merge(
        once ? noStick(plugged$, composition) : waiting(plugged$, composition, closings),
        sticks(plugged$, composition.parts, closings),
      ),
    ),
  );

/** Waits for the first stick, and says so; without one in time that is the verdict. */
const noStick = (plugged$: Observable<UsbDevice>, { parts, journal }: Composition): Observable<Verdict> => {
  const limitMs = parts.limits.noStick;
  return merge(
    timer(0, parts.clock).pipe(
      tap(() => journal.report({ fact: 'dialtone.waiting', limitMs })),
      ignoreElements(),
    ),
    timer(limitMs, parts.clock).pipe(
      map((): Verdict => {
        const ended = journal.report({ fact: 'walk.ended', exit: 'detect.no-device' }, { stage: 'detect' });
        const causes = diagnose([ended], parts.rules);
        const verdict: Verdict = { online: false, stage: 'detect', causes, totalMs: limitMs };
        journal.report({ fact: 'verdict', ...verdict });
        return verdict;
      }),
    ),
  ).pipe(takeUntil(plugged$));
};

/** Waits for sticks without limit, and says so whenever there is none. */
const waiting = (
  plugged$: Observable<UsbDevice>,
  { parts, journal }: Composition,
  { emptied$ }: Closings,
): Observable<never> =>
  merge(timer(0, parts.clock).pipe(takeUntil(plugged$)), emptied$).pipe(
    tap(() => journal.report({ fact: 'dialtone.waiting' })),
    ignoreElements(),
  );
