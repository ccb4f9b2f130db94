import type { ExitCode, PortRole, StageName } from '@dialtone/plugins';
import type { FactPayloads, Verdict } from './fact.js';
import type { Level } from './wanted.js';

/** Where a stick's session stands, by what happened: a pure function of its facts. */
export interface SessionState {
  /** USB bus path. */
  readonly stick: string;
  readonly usb?: { readonly vendor: string; readonly product: string };
  readonly device?: { readonly id: string; readonly model: string; readonly plugin: string };
  readonly modem?: FactPayloads['modem.identified'];
  readonly ports: readonly {
    readonly interface: number;
    readonly role: PortRole;
    readonly path?: string;
    readonly driver?: string;
  }[];
  /** USB interface numbers. */
  readonly control?: number;
  readonly data?: number;
  readonly sim: {
    /** As +CPIN? says it (`READY`, `SIM PIN` …); absent while nobody knows. */
    readonly state?: string;
    /** The last walk found none. */
    readonly missing: boolean;
    readonly retries?: FactPayloads['sim.retries'];
    /** Its numbers have been read, as far as it gives them. */
    readonly read: boolean;
  };
  /** The modem's own word for its access technology, e.g. `HSDPA`. */
  readonly mode?: string;
  readonly signal?: FactPayloads['signal.measured'];
  readonly registration: {
    readonly [Domain in 'circuit' | 'packet' | 'eps']?: FactPayloads['registration.changed'];
  };
  readonly operator?: FactPayloads['operator.named'];
  readonly carrier?: FactPayloads['carrier.chosen'];
  readonly plan?: FactPayloads['plan.resolved'];
  readonly radio?: 'on' | 'off';
  /** The last stage that was entered in this walk, and the steps of init that it passed. */
  readonly stage?: StageName;
  readonly steps: readonly string[];
  /**
   * `walking` through the corridor; `standing-by` or `ready`, in front of the door that a higher level opens; `online`; `repairing`
   * before the next walk; `pausing` after a round that failed; `resting` while nothing is wanted.
   */
  readonly doing: 'walking' | 'standing-by' | 'ready' | 'online' | 'repairing' | 'pausing' | 'resting';
  /** While PPP is up. */
  readonly link?: {
    readonly engine: string;
    readonly interface?: string;
    readonly address: string;
    readonly peer: string;
    readonly dns: readonly string[];
  };
  /** Milliseconds that each stage took in the walk that passed it last. */
  readonly times: Readonly<Partial<Record<StageName, number>>>;
  readonly lastExit?: { readonly exit: ExitCode; readonly detail?: string };
  /** The last one; forgotten when something else is wanted. */
  readonly verdict?: Verdict;
  readonly level: Level;
  /** Milliseconds since the process began, of the last fact. */
  readonly t: number;
}

export const noSession = (stick: string): SessionState => ({
  stick,
  ports: [],
  sim: { missing: false, read: false },
  registration: {},
  steps: [],
  doing: 'walking',
  times: {},
  level: 'off',
  t: 0,
});
