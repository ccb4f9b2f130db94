import {
  asyncScheduler,
  defer,
  endWith,
  fromEvent,
  interval,
  map,
  merge,
  type Observable,
  of,
  startWith,
  switchMap,
  tap,
} from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { note } from './line.js';
import { lookOf } from './look.js';
import type { Io } from './main.js';
import { screenOn } from './screen.js';
import { frameMs, liveRows, standingRows } from './stage-rows.js';
import { beginning } from './tell.js';
import { type Telling, tellings } from './tellings.js';

/**
 * For a terminal: what is over stands, each stage on its line, and beneath it lives the stage that is being walked, with its time and
 * what it has learnt so far, above those still to come. While no walk is under way nothing is drawn at all.
 */
export const liveView = (
  facts$: Observable<Fact>,
  wish$: Observable<unknown>,
  { once }: { readonly once: boolean },
  { stdout, env, signals }: Pick<Io, 'stdout' | 'env' | 'signals'>,
): Observable<unknown> =>
  defer(() => {
    const screen = screenOn(stdout);
    const disturbed$ = merge(fromEvent(stdout, 'resize'), fromEvent(signals, 'SIGCONT').pipe(tap(screen.lose)));
    return facts$.pipe(
      tellings(wish$),
      map((telling) => (once ? telling : withWayOut(telling))),
      endWith(over),
      switchMap((telling) => moments(telling, disturbed$)),
      tap(({ story, lines, t }) => {
        const look = lookOf(stdout, env);
        screen.draw(
          lines.flatMap((line) => standingRows(line, look)),
          liveRows(story, t, look),
        );
      }),
    );
  });

/** Nothing lives any more when all is over. */
const over: Telling = { story: beginning, lines: [], t: 0 };

/** As it comes, and then again as its time goes by or the terminal changes. */
const moments = (telling: Telling, disturbed$: Observable<unknown>): Observable<Telling> => {
  if (telling.story.walking === undefined) return of(telling);
  const since = asyncScheduler.now();
  return merge(interval(frameMs), disturbed$).pipe(
    map(() => ({ ...telling, lines: [], t: telling.t + asyncScheduler.now() - since })),
    startWith(telling),
  );
};

/** Who has just gone online wants to know how to end it. */
const withWayOut = (telling: Telling): Telling =>
  telling.fact?.fact === 'verdict' && telling.fact.online
    ? { ...telling, lines: [...telling.lines, note('It stays online until Ctrl-C hangs up.', 'quiet')] }
    : telling;
