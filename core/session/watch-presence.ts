import {
  concat,
  concatMap,
  distinctUntilChanged,
  filter,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  scan,
  startWith,
  switchMap,
  takeWhile,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { FactBody } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';
import { type Presence, type PresenceInput, presence } from './presence.js';

interface Watched {
  readonly clock: SchedulerLike;
  /** How long an announced absence may last, in milliseconds. */
  readonly limitMs: number;
  readonly report: (fact: FactBody) => void;
}

/**
 * Follows one plug, over all its walks: an absence that one walk announced may end in the next, when something else is wanted meanwhile.
 * Completes behind `gone`. An announced absence is waited out up to the limit, which the stage that announced it usually notices first.
 */
export const watchPresence = (
  device$: Observable<UsbDevice | undefined>,
  announced$: Observable<void>,
  { clock, limitMs, report }: Watched,
): Observable<Presence> => {
  const here: Presence = { kind: 'here' };
  const left: Presence = { kind: 'gone' };
  const moves$ = device$.pipe(
    map((device): PresenceInput['what'] => (device ? 'returned' : 'left')),
    startWith<PresenceInput['what']>('returned'),
    distinctUntilChanged(),
  );
  return merge(announced$.pipe(map((): PresenceInput['what'] => 'announced')), moves$).pipe(
    scan<PresenceInput['what'], Presence>((state, what) => presence(state, { what, at: clock.now() }, limitMs), here),
    switchMap((state) =>
      state.kind === 'away' ? concat(of(state), timer(limitMs, clock).pipe(map(() => left))) : of(state),
    ),
    distinctUntilChanged((a, b) => a.kind === b.kind),
    tap(({ kind }) => {
      if (kind === 'away' || kind === 'gone') report({ fact: 'usb.left', announced: kind === 'away' });
    }),
    takeWhile(({ kind }) => kind !== 'gone', true),
  );
};

/** Emits once the stick has been unplugged. */
export const gone = (presence$: Observable<Presence>): Observable<unknown> =>
  presence$.pipe(filter(({ kind }) => kind === 'gone'));

/** Never emits; errors with Exit `usb.gone` once the stick has been unplugged. */
export const unplugged = (presence$: Observable<Presence>): Observable<never> =>
  gone(presence$).pipe(concatMap(() => throwError(() => new Exit('usb.gone'))));
