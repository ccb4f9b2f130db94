import type { Observable, SchedulerLike } from 'rxjs';
import type { Overrides, Wanted } from '../../facts/wanted.js';
import type { StickBehind } from '../behind.js';
import type { FaceModem } from '../face-state.js';
import type { ObjectView } from '../tree/object-tree.js';
import type { DbusError } from '../wire/values.js';
import type { CallSettings } from './call-settings.js';
import type { FaceLimits } from './limits.js';

/** One modem as the commands hold it: what is behind it, what is shown of it, and what they have to remember from call to call. */
export interface HeldModem {
  readonly behind: StickBehind;
  readonly clock: SchedulerLike;
  readonly limits: FaceLimits;
  readonly face: () => FaceModem;
  /** What is shown changes with it, once for all changes of the same moment. */
  readonly change: (changes: Partial<FaceModem>) => void;
  /** MMModemState as it would be shown now. */
  readonly state: () => number;
  /** The modem's object as it would be shown now. */
  readonly shown: () => ObjectView;
  /** Emits once when the stick has gone; replays. */
  readonly gone$: Observable<void>;
  /** A number that no bearer of this process has had. */
  readonly nextBearer: () => number;
  readonly counters: (networkInterface: string) => Counters | undefined;
  readonly memory: ModemMemory;
}

/** What a kernel interface has counted, in octets. */
export interface Counters {
  readonly rx: bigint;
  readonly tx: bigint;
}

export interface ModemMemory {
  /** Asked for by callers beyond one call, for as long as the stick is plugged: the PIN that opened its SIM, the network it was registered in. */
  kept: Pick<Overrides, 'pin' | 'network'>;
  /** What the commands wanted last. */
  wanted: Wanted | undefined;
  /** By bearer number, with the secrets that are shown nowhere. */
  readonly settings: Map<number, CallSettings>;
  /** The Connect that has no answer yet. */
  pending: { readonly abort: (error: DbusError) => void } | undefined;
  /** The end of the hang-up that is under way. */
  hangingUp: Promise<void> | undefined;
  /** The next change of state is a failure's. */
  failed: boolean;
  /** How many commands that change the state are under way. */
  asked: number;
  /** Tries of the PIN that are left since our own commands spent some, for as long as the stick says what it said before. */
  tries: { readonly told: number | undefined; readonly left: number } | undefined;
}

export const freshMemory = (): ModemMemory => ({
  kept: {},
  wanted: undefined,
  settings: new Map(),
  pending: undefined,
  hangingUp: undefined,
  failed: false,
  asked: 0,
  tries: undefined,
});
