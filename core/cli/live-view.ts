import {
  concat,
  concatMap,
  distinctUntilChanged,
  filter,
  finalize,
  from,
  ignoreElements,
  map,
  type Observable,
  takeWhile,
  tap,
} from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { paintFor } from './paint.js';
import { printed } from './plain-lines.js';
import { stageList } from './stage-list.js';
import { type Step, steps } from './steps.js';

/**
 * For a terminal: each walk as a live list of its stages, and what is to be said beside it once the list stands. `facts$` must replay
 * from the first: every walk is read from it when its turn to be shown has come, since drawing may lag behind what happens.
 */
export const liveView = (facts$: Observable<Fact>, stdout: NodeJS.WriteStream): Observable<never> => {
  const steps$ = facts$.pipe(steps(paintFor(stdout)));
  return steps$.pipe(
    map(({ walk }) => walk),
    distinctUntilChanged(),
    concatMap((walk) => shown(walk, steps$, stdout)),
    finalize(() => stdout.write(showCursor)),
  );
};

const shown = (walk: number, steps$: Observable<Step>, stdout: NodeJS.WriteStream): Observable<never> => {
  const walk$ = steps$.pipe(
    takeWhile((step) => step.walk <= walk),
    filter((step) => step.walk === walk),
  );
  const notes$ = walk$.pipe(
    concatMap(({ lines }) => from(lines)),
    filter(({ kind }) => kind !== 'stage'),
    tap((line) => stdout.write(printed(line))),
    ignoreElements(),
  );
  return walk === 0 ? notes$ : concat(stageList(walk$, walk, stdout), notes$);
};

/** The list hides the cursor; whatever ends us must not leave it so. */
const showCursor = '\u001b[?25h';
