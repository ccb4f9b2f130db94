import { map, type Observable, reduce, takeUntil } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { outcomeAfter, statusOf, undecided } from './exit-status.js';
import type { Io } from './main.js';
import type { UpFlags } from './program.js';
import type { Start } from './run.js';
import { startOptions } from './start-options.js';
import { type LeaveLimits, untilToldToLeave } from './until-told-to-leave.js';
import { view } from './view.js';

/**
 * `dialtone up`: checks what was asked, starts, shows what happens, and gives the exit status once everything is given back.
 * Rejects with UsageError before anything has begun, and with what went wrong if something unexpected did.
 */
export const up = async (flags: UpFlags, io: Io, start: Start, limits?: LeaveLimits): Promise<number> => {
  const options = startOptions(flags, (sentence) => io.stderr.write(`${sentence}\n`));
  return untilToldToLeave(
    () => start(options),
    {
      status: (facts$, wish$) => status(facts$, flags, wish$),
      view: (facts$, wish$) => view(facts$, wish$, flags, io),
    },
    io,
    limits,
  );
};

const status = (facts$: Observable<Fact>, { once }: UpFlags, wish$: Observable<unknown>): Observable<number> =>
  facts$.pipe(
    takeUntil(wish$),
    reduce(outcomeAfter, undecided),
    map((outcome) => statusOf(outcome, { once })),
  );
