import {
  concatMap,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  scan,
  startWith,
  switchMap,
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
 * Watches one plug for the length of one walk: never emits, errors with Exit `usb.gone` when the stick is unplugged. An absence
 * that was announced is waited out, up to the limit, which the stage that announced it usually notices first.
 */
export const watchPresence = (
  device$: Observable<UsbDevice | undefined>,
  announced$: Observable<void>,
  { clock, limitMs, report }: Watched,
): Observable<never> => {
  const here: Presence = { kind: 'here' };
  const moves$ = device$.pipe(
    map((device): PresenceInput => (device ? 'returned' : 'left')),
    startWith<PresenceInput>('returned'),
    distinctUntilChanged(),
  );
  return merge(announced$.pipe(map((): PresenceInput => 'announced')), moves$).pipe(
    scan<PresenceInput, Presence>(presence, here),
    distinctUntilChanged((a, b) => a.kind === b.kind),
    tap(({ kind }) => kind === 'away' && report({ fact: 'usb.left', announced: true })),
    switchMap(({ kind }) => {
      if (kind === 'gone') return of(true);
      return kind === 'away' ? timer(limitMs, clock).pipe(map(() => true)) : EMPTY;
    }),
    concatMap(() => {
      report({ fact: 'usb.left', announced: false });
      return throwError(() => new Exit('usb.gone'));
    }),
  );
};
