import {
  catchError,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  map,
  type Observable,
  type SchedulerLike,
  Subject,
  switchMap,
  takeUntil,
  timer,
} from 'rxjs';
import type { StickBehind, StickView } from '../behind.js';
import { type FaceBearer, type FaceModem, firstFace, modemPath } from '../face-state.js';
import { modemState, projectTree } from '../project/project-tree.js';
import { noticeLoss } from './connect.js';
import { type Counters, freshMemory, type HeldModem } from './held-modem.js';
import type { FaceLimits } from './limits.js';

/** What all modems of one face share. */
export interface FaceWorld {
  readonly clock: SchedulerLike;
  readonly limits: FaceLimits;
  readonly version: string;
  /** Each gives a number that was never given before. */
  readonly next: { readonly modem: () => number; readonly sim: () => number; readonly bearer: () => number };
  readonly counters: (networkInterface: string) => Counters | undefined;
  /** Something that is shown may have changed. */
  readonly changed: () => void;
}

export interface SeeingModem extends HeldModem {
  /** To be told of each view, in order. */
  readonly see: (view: StickView) => void;
  /** It is shown under new numbers, as one that nobody has done anything with yet. */
  readonly renew: () => void;
}

export const holdModem = (behind: StickBehind, world: FaceWorld, gone$: Observable<void>): SeeingModem => {
  const fresh = () => firstFace(world.next.modem(), world.next.sim());
  const faces$ = new Subject<FaceModem>();
  let face = fresh();
  let card = behind.view().identity.iccid;
  const set = (next: FaceModem) => {
    face = next;
    faces$.next(next);
    world.changed();
  };
  const modem: SeeingModem = {
    behind,
    clock: world.clock,
    limits: world.limits,
    face: () => face,
    change: (changes) => set({ ...face, ...changes }),
    state: () => modemState(behind.view(), face),
    shown: () =>
      projectTree([{ behind, view: behind.view(), face }], world.version).objects[modemPath(face.index)] ?? {},
    gone$,
    nextBearer: world.next.bearer,
    counters: world.counters,
    memory: freshMemory(),
    see: (view) => {
      const { iccid } = view.identity;
      if (iccid !== undefined && card !== undefined && iccid !== card) set({ ...face, simIndex: world.next.sim() });
      card = iccid ?? card;
      noticeLoss(modem, view);
    },
    renew: () => {
      modem.memory.settings.clear();
      set(fresh());
    },
  };
  signalAsAsked(modem, faces$).subscribe();
  countedOctets(modem, faces$).subscribe();
  return modem;
};

/** Signal.Setup: measured at once, and then as often as was asked for. What cannot be measured now is measured the next time. */
const signalAsAsked = ({ behind, clock, limits, gone$ }: HeldModem, faces$: Observable<FaceModem>) =>
  faces$.pipe(
    map(({ signalRate }) => Math.min(signalRate * 1000, limits.signalMost)),
    distinctUntilChanged(),
    switchMap((ms) => (ms === 0 ? EMPTY : timer(0, ms, clock))),
    exhaustMap(() => defer(() => behind.measureSignal()).pipe(catchError(() => EMPTY))),
    takeUntil(gone$),
  );

/** The octets of a call, for as long as it is up. */
const countedOctets = (modem: HeldModem, faces$: Observable<FaceModem>) =>
  faces$.pipe(
    map(({ call }) => call === 'connected'),
    distinctUntilChanged(),
    switchMap((up) => (up ? timer(modem.limits.counters, modem.limits.counters, modem.clock) : EMPTY)),
    map(() => modem.change({ bearers: modem.face().bearers.map((bearer) => counted(modem, bearer)) })),
    takeUntil(modem.gone$),
  );

const counted = ({ behind, counters }: HeldModem, bearer: FaceBearer): FaceBearer => {
  const name = behind.view().session.link?.interface;
  const now = name === undefined ? undefined : counters(name);
  const { stats } = bearer;
  return stats === undefined || now === undefined
    ? bearer
    : { ...bearer, stats: { ...stats, ...now, seconds: Math.max(0, Math.floor(Date.now() / 1000) - stats.startedAt) } };
};
