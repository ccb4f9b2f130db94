import {
  connect,
  endWith,
  ignoreElements,
  map,
  merge,
  type Observable,
  type OperatorFunction,
  scan,
  take,
  takeUntil,
} from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { atRest, beginning, farewell, type Told, tell } from './tell.js';

/** What a fact, or the wish to leave, gives people to read. */
export interface Telling extends Told {
  /** Absent for the wish. */
  readonly fact?: Fact;
  /** Of the newest fact, in ms since the start. */
  readonly t: number;
}

/** Tells each fact, and the first wish to leave, as they come. */
export const tellings =
  (wish$: Observable<unknown>): OperatorFunction<Fact, Telling> =>
  (facts$) =>
    facts$.pipe(
      connect((shared$) =>
        merge(
          shared$,
          wish$.pipe(
            take(1),
            map(() => undefined),
            takeUntil(shared$.pipe(ignoreElements(), endWith(true))),
          ),
        ),
      ),
      scan(after, nothing),
    );

const nothing: Telling = { story: beginning, lines: [], t: 0 };

const after = ({ story, t }: Telling, fact: Fact | undefined): Telling =>
  fact === undefined ? { story: atRest(story), lines: farewell(story), t } : { ...tell(story, fact), fact, t: fact.t };
