import { filter, firstValueFrom, map, merge, NEVER, type Observable, timer } from 'rxjs';
import type { StickView } from '../behind.js';
import { type DbusError, modemError } from '../wire/values.js';
import type { HeldModem } from './held-modem.js';

export interface Patience {
  readonly limitMs: number;
  /** What the caller hears when that is over. */
  readonly late: () => DbusError;
  /** Errors when nobody waits any more. */
  readonly aborted$?: Observable<never>;
}

/** What `judge` first makes of a view, the present one included. Rejects with what it throws, when time is over, and when the stick goes. */
export const untilSeen = <T>(
  modem: HeldModem,
  judge: (view: StickView) => T | undefined,
  { limitMs, late, aborted$ = NEVER }: Patience,
): Promise<T> =>
  firstValueFrom(
    merge(
      aborted$,
      modem.gone$.pipe(map(() => fail(unplugged()))),
      modem.behind.view$.pipe(
        map(judge),
        filter((seen) => seen !== undefined),
      ),
      timer(limitMs, modem.clock).pipe(map(() => fail(late()))),
    ),
  );

export const unplugged = (): DbusError => modemError('Core.Aborted', 'The modem was unplugged.');

const fail = (error: DbusError): never => {
  throw error;
};
