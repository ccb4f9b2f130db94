import {
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  type Observable,
  of,
  pairwise,
  repeat,
  retry,
  startWith,
  switchMap,
  take,
  timer,
} from 'rxjs';
import { type Exit, toExit } from '../facts/exit.js';
import type { Verdict } from '../facts/fact.js';
import type { Wanted } from '../facts/wanted.js';
import { changedDoor } from './changed-door.js';
import { recover, repaired, walkEnded } from './recover.js';
import { closed, type SessionParts } from './session-parts.js';
import { offlineVerdict } from './verdict.js';
import { walk } from './walk.js';
import { unplugged } from './watch-presence.js';

/**
 * One plugged stick from plug to unplug: walks the corridor for as long as something is wanted, lets recovery decide after each
 * exit, and gives a verdict whenever the link is up and probed or nothing is left to try. Completes when the stick is unplugged.
 * Never errors: one stick's end is its own.
 */
export const session = (parts: SessionParts): Observable<Verdict> =>
  parts.tools.wanted$.pipe(
    distinctUntilChanged((before, now) => doorTo(before, now, parts) === undefined),
    startWith<Wanted>({ level: 'off' }),
    pairwise(),
    switchMap(([before, wanted]) =>
      concat(settle(before, wanted, parts), wanted.level === 'off' ? resting(parts) : rounds(parts)),
    ),
    catchError((error: unknown) => {
      const exit = toExit(error);
      if (exit.code === 'usb.gone') return EMPTY;
      walkEnded(exit, parts);
      return concat(of(offlineVerdict(exit, parts)), untilGone(parts));
    }),
  );

/** Our own mistake is not made again and again: this stick is let go, and begun anew when it is plugged in again. */
const untilGone = (parts: SessionParts): Observable<never> =>
  concat(released(parts), unplugged(parts.presence$)).pipe(catchError(() => EMPTY));

/** Everything of the stick is given back. */
const released = ({ lifetimes }: SessionParts): Observable<never> =>
  concat(closed(lifetimes.walk), closed(lifetimes.plug));

/** What changed decides how far back the next walk begins. */
const settle = (before: Wanted, wanted: Wanted, parts: SessionParts): Observable<never> =>
  concat(
    closed(parts.lifetimes.walk),
    defer(() => {
      const door = doorTo(before, wanted, parts);
      const again = before.level === 'off' ? undefined : door;
      parts.tools.report({ fact: 'wanted.changed', level: wanted.level, ...(again ? { from: again } : {}) });
      if (door) parts.ledger.clear(door);
      parts.history.startAnew(parts.tools.clock.now());
      return door === 'modeswitch' ? repaired('modem-reset', parts) : EMPTY;
    }),
  );

const doorTo = (before: Wanted, wanted: Wanted, { ledger }: SessionParts) =>
  changedDoor(before, wanted, ledger.get('init/unlock-sim') !== undefined);

/** Nothing is wanted of this stick: its ports are anybody's, and so is what they do with it. */
const resting = ({ ledger, lifetimes, presence$ }: SessionParts): Observable<never> =>
  concat(
    closed(lifetimes.plug),
    defer(() => {
      ledger.clear('port-select');
      return unplugged(presence$);
    }),
  );

/** Rounds of walks for ever: after one that recovery gave up comes a pause, longer each time, and a fresh start. */
const rounds = (parts: SessionParts): Observable<Verdict> =>
  defer(() => {
    const newly$ = learntFromNow(parts);
    return walks(parts).pipe(
      catchError((error: unknown) => {
        const exit = toExit(error);
        return concat(of(offlineVerdict(exit, parts)), pause(exit, newly$, parts));
      }),
    );
  }).pipe(repeat());

/** Emits, to whoever listens however late, once the plugins know something else than they do at this call. */
const learntFromNow = ({ tools: { catalog } }: SessionParts): Observable<unknown> => {
  let now: number | undefined;
  catalog.edition$.pipe(take(1)).subscribe((edition) => {
    now = edition;
  });
  return catalog.edition$.pipe(filter((edition) => edition !== now));
};

/** Walk after walk, as long as recovery finds something to do about each exit. Errors with the exit that it gives up on. */
const walks = (parts: SessionParts): Observable<Verdict> =>
  walk(parts).pipe(retry({ delay: (error: unknown) => recover(toExit(error), parts) }));

/**
 * Everything is given back meanwhile: a stick that cannot be helped is free for whoever wants to look at it. The command port of one that
 * waits for its PIN or PUK is kept, where somebody may give it. A plugin that comes may be what was missing:
 * news of one ends the pause.
 */
const pause = (exit: Exit, newly$: Observable<unknown>, parts: SessionParts): Observable<never> => {
  const { tools, history, ledger, presence$ } = parts;
  const { clock, limits } = tools;
  const waitMs = Math.min(limits.nextRound * 2 ** history.rounds(), limits.nextRoundMost);
  const whileThere = (end$: Observable<unknown>) => merge(unplugged(presence$), end$).pipe(take(1), ignoreElements());
  return concat(
    parts.lent && isLocked(exit) ? closed(parts.lifetimes.walk) : released(parts),
    // A stick that has gone, or does not come back and is over in this very moment, is promised nothing.
    whileThere(timer(0, clock)),
    defer(() => {
      tools.report({ fact: 'recovery.exhausted', on: exit.code, waitMs });
      return whileThere(merge(timer(waitMs, clock), newly$));
    }),
    released(parts),
    defer(() => {
      history.endRound(clock.now());
      ledger.clear('detect');
      return EMPTY;
    }),
  );
};

const isLocked = ({ code }: Exit): boolean => code.startsWith('init.pin-') || code === 'init.puk-required';
