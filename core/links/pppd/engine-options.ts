import type { SchedulerLike } from 'rxjs';
import type { Limits } from '../../pipeline/limits.js';

export interface PppdEngineOptions {
  readonly clock: SchedulerLike;
  readonly limits: Pick<Limits, 'lcpTries' | 'pppdEnd'>;
  /** Why this engine was taken, in a few words. */
  readonly because: string;
  /** Called once per run, at its start, with what ends that run: to be awaited before its port is opened again. */
  readonly defer: (close: () => Promise<void>) => void;
  readonly programs: PppdPrograms;
  /** The kernel's list of network interfaces; default /proc/net/dev. */
  readonly interfaces?: string;
}

/** Paths of programs. */
export interface PppdPrograms {
  readonly pppd: string;
  /** Of util-linux. Without it pppd survives a Dialtone that was killed, until its peer or the modem ends the call. */
  readonly setpriv: string | undefined;
  /** A program that does nothing. */
  readonly nothing: string;
}
