import { asapScheduler, type MonoTypeOperatorFunction, share, subscribeOn } from 'rxjs';
import type { Fact } from '../facts/fact.js';

/** Facts for `Running`: one source for all listeners, and the first fact heard by everybody who listens from the start. */
export const heardByAll = (): MonoTypeOperatorFunction<Fact> => (facts$) =>
  facts$.pipe(
    subscribeOn(asapScheduler),
    share({ resetOnComplete: false, resetOnError: false, resetOnRefCountZero: false }),
  );
