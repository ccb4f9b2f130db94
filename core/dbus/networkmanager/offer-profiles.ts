import {
  concatMap,
  distinctUntilChanged,
  endWith,
  filter,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  pairwise,
  startWith,
  switchMap,
  takeUntil,
  takeWhile,
} from 'rxjs';
import type { FactBody } from '../../facts/fact.js';
import { oneAfterAnother } from '../../facts/one-after-another.js';
import type { Behind, StickBehind } from '../behind.js';
import type { Bus } from '../wire/bus.js';
import { networkManagerComes } from './network-manager-comes.js';
import { type OfferMemory, offerProfile } from './offer-profile.js';
import { type KnownSim, knownSim } from './profile.js';

export interface OfferOptions {
  readonly bus: Bus;
  readonly behind: Behind;
  readonly memory: OfferMemory;
  /** `stick` is the USB bus path. */
  readonly report: (fact: FactBody, stick: string) => void;
}

/**
 * Offers NetworkManager one profile for each SIM whose carrier is known: once in the life of the SIM, so that one which the user deletes
 * stays deleted, and not where the user has a profile that fits. Waits for NetworkManager where it is not there. What was refused is tried
 * again at the next plug. `close` begins no other offer; one that was sent already is still remembered and reported.
 */
export const offerProfiles = ({ bus, behind, memory, report }: OfferOptions): { readonly close: () => void } => {
  const comes$ = networkManagerComes(bus);
  // The same SIM plugged twice in a row must find what the first offer came to.
  const inTurn = oneAfterAnother();
  const offer = (stick: StickBehind, sim: KnownSim) =>
    inTurn(async () =>
      offers.closed
        ? 'settled'
        : offerProfile({ bus, memory, view: stick.view(), sim, report: (fact) => report(fact, stick.path) }),
    );
  const whenItComes = (stick: StickBehind, sim: KnownSim): Observable<unknown> =>
    comes$.pipe(
      concatMap(() => offer(stick, sim)),
      takeWhile((outcome) => outcome === 'not-there'),
    );
  const offers = plugged(behind)
    .pipe(
      mergeMap((stick) =>
        simOf(stick).pipe(
          switchMap((sim) => whenItComes(stick, sim)),
          takeUntil(gone(stick)),
        ),
      ),
    )
    .subscribe();
  return { close: () => offers.unsubscribe() };
};

/** Each stick once a plug. */
const plugged = ({ sticks$ }: Behind): Observable<StickBehind> =>
  sticks$.pipe(
    startWith<readonly StickBehind[]>([]),
    pairwise(),
    mergeMap(([before, now]) => now.filter((stick) => !before.includes(stick))),
  );

const simOf = ({ view$ }: StickBehind): Observable<KnownSim> =>
  view$.pipe(
    map(knownSim),
    filter((sim) => sim !== undefined),
    distinctUntilChanged((one, other) => one.iccid === other.iccid),
  );

const gone = ({ view$ }: StickBehind): Observable<unknown> => view$.pipe(ignoreElements(), endWith(undefined));
