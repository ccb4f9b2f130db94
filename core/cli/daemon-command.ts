import { defaultIfEmpty, filter, map, type Observable, take, takeUntil } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { type DaemonOptions, daemonOptions } from './daemon-options.js';
import { lineView } from './line-view.js';
import type { Io } from './main.js';
import type { DaemonFlags } from './program.js';
import type { Running } from './run.js';
import { type LeaveLimits, untilToldToLeave } from './until-told-to-leave.js';

/** Rejects with UsageError, before any fact, when a name is unknown, or the bus or the name on it cannot be had. */
export type StartDaemon = (options: DaemonOptions) => Promise<Running>;

/**
 * `dialtone daemon`: runs until it is told to leave, in lines that a journal can keep, and gives the exit status once everything is given
 * back: 0, or 1 when the bus went away, so that systemd starts it anew. Rejects as `start` does.
 */
export const daemonCommand = async (
  flags: DaemonFlags,
  io: Io,
  start: StartDaemon,
  limits?: LeaveLimits,
): Promise<number> => {
  const options = daemonOptions(flags);
  return untilToldToLeave(
    () => start(options),
    { status, view: (facts$, wish$) => lineView(facts$, wish$, flags, io) },
    io,
    limits,
  );
};

/** A bus that goes after the wish to leave is the machine's own end. */
const status = (facts$: Observable<Fact>, wish$: Observable<unknown>): Observable<number> =>
  facts$.pipe(
    takeUntil(wish$),
    filter(({ fact }) => fact === 'bus.lost'),
    take(1),
    map(() => 1),
    defaultIfEmpty(0),
  );
