import {
  BehaviorSubject,
  combineLatest,
  defer,
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  type SchedulerLike,
  Subscription,
  scan,
  startWith,
  take,
  throwError,
  timeout,
} from 'rxjs';
import { atCommand } from '../at/at-command.js';
import { type Behind, PortNotThere, ResetRefused, type StickBehind, type StickView } from '../dbus/behind.js';
import type { Journal } from '../facts/journal.js';
import { fold, noSession } from '../facts/session-state.js';
import type { Wanted } from '../facts/wanted.js';
import type { Limits } from '../pipeline/limits.js';
import type { LentStick } from '../session/lent-stick.js';
import type { ProcessParts } from '../session/process-parts.js';
import { tookReset } from '../session/repair.js';
import type { WantedLevels } from './wanted-levels.js';

export interface LendingDesk {
  readonly lend: NonNullable<ProcessParts['lend']>;
  readonly sticks$: Behind['sticks$'];
}

interface Desk {
  readonly clock: SchedulerLike;
  readonly limits: Limits;
  readonly journal: Journal;
  readonly wanted: WantedLevels;
}

/** Where sessions lend their sticks to, and where whoever shows them to the world finds them. */
export const lendingDesk = (desk: Desk): LendingDesk => {
  const sticks$ = new BehaviorSubject<readonly StickBehind[]>([]);
  return {
    sticks$,
    lend: (lent) => {
      const { stick, close } = stickBehind(lent, desk);
      sticks$.next([...sticks$.value, stick]);
      return {
        takeBack: () => {
          sticks$.next(sticks$.value.filter((other) => other !== stick));
          close();
          desk.wanted.forget(lent.device.path);
        },
      };
    },
  };
};

const portNotThere = throwError(() => new PortNotThere());

const stickBehind = (
  { device, identity$, ask, measureSignal }: LentStick,
  desk: Desk,
): { readonly stick: StickBehind; readonly close: () => void } => {
  const { path } = device;
  const { journal, wanted } = desk;
  const session$ = journal.facts$.pipe(
    filter((fact) => fact.stick === path),
    scan(fold, noSession(path)),
    startWith(noSession(path)),
  );
  const view$ = new BehaviorSubject<StickView>({ session: noSession(path), identity: {}, wanted: wanted.at(path) });
  const following = new Subscription();
  following.add(
    combineLatest({ session: session$, identity: identity$, wanted: wanted.at$(path) }).subscribe((view) =>
      view$.next(view),
    ),
  );
  return {
    stick: {
      path,
      device: device.sysfs ?? path,
      view$: view$.asObservable(),
      view: () => view$.value,
      want: (next) => {
        // What is asked of a stick that has gone is not asked of the next one at its place.
        if (!following.closed) wanted.set(path, next);
      },
      ask: (command, options) => defer(() => ask(command, options) ?? portNotThere),
      measureSignal: () =>
        lastValueFrom(measureSignal() ?? portNotThere, { defaultValue: undefined }).then(() => undefined),
      reset: () => reset(path, ask, desk),
    },
    close: () => {
      following.unsubscribe();
      view$.complete();
    },
  };
};

/** The corridor itself says it: the modem leaves the bus, often before its OK is out, and whatever was walking is walked again. */
const reset = async (path: string, ask: LentStick['ask'], { clock, limits, journal, wanted }: Desk): Promise<void> => {
  const now = wanted.at(path);
  if (now.level === 'off' || ask(atCommand('AT')) === undefined) throw new PortNotThere();
  const answered = firstValueFrom(
    journal.facts$.pipe(
      filter((fact) => fact.stick === path && fact.fact === 'at.replied' && fact.command === 'AT+CFUN=1,1'),
      map((fact) => fact.fact === 'at.replied' && tookReset(fact)),
      take(1),
      timeout({
        first: limits.teardown + limits.command,
        scheduler: clock,
        with: () => throwError(() => new ResetRefused('The modem did not answer the command to reset itself in time.')),
      }),
    ),
  );
  wanted.set(path, oneMoreReset(now));
  if (!(await answered)) throw new ResetRefused('The modem refused the command to reset itself.');
};

const oneMoreReset = (wanted: Exclude<Wanted, { readonly level: 'off' }>): Wanted => ({
  ...wanted,
  resets: (wanted.resets ?? 0) + 1,
});
