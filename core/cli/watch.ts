import { endWith, ignoreElements, map, merge, NEVER, type Observable, Subject, share, take, takeUntil } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import type { AskFlags } from './json-option.js';
import { lineView } from './line-view.js';
import type { Io } from './main.js';
import { printLines } from './print-lines.js';
import type { Reach, Reached } from './reach-dialtone.js';
import type { Running } from './run.js';
import { statusLines } from './status.js';
import { untilToldToLeave } from './until-told-to-leave.js';

/**
 * `dialtone watch`: how the sticks stand, then each fact of the service as it comes, until it is told to leave: 0. When the service goes it
 * says so: 1. Rejects with UsageError where no Dialtone answers.
 */
export const watch = async (flags: AskFlags, io: Io, reach: Reach): Promise<number> => {
  const dialtone = await reach();
  try {
    const sticks = await dialtone.sticks();
    if (!flags.json) printLines(statusLines(sticks), io);
    const telling = { status, view: (facts$: Observable<Fact>) => lineView(facts$, NEVER, flags, io) };
    const ended = await untilToldToLeave(async () => watching(dialtone), telling, io);
    if (ended === gone) io.stderr.write('The Dialtone that ran here has gone: `systemctl status dialtone` says why.\n');
    return ended;
  } finally {
    await dialtone.close();
  }
};

const gone = 1;

const watching = ({ facts$, vanished$ }: Reached): Running => {
  const stop$ = new Subject<void>();
  return {
    facts$: facts$.pipe(takeUntil(merge(stop$, vanished$)), share({ resetOnComplete: false })),
    stop: () => stop$.next(),
  };
};

const status = (facts$: Observable<Fact>, wish$: Observable<unknown>): Observable<number> =>
  merge(wish$.pipe(map(() => 0)), facts$.pipe(ignoreElements(), endWith(gone))).pipe(take(1));
