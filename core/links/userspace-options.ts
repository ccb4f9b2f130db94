import type { Observable, SchedulerLike } from 'rxjs';
import type { Limits } from '../pipeline/limits.js';
import type { PppLink } from '../pipeline/tools.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { PacketPort } from './packet-port.js';

/** What IPCP agreed on: addresses as `10.1.2.3`, `mtu` in octets. */
export interface LinkAddress {
  readonly address: string;
  readonly peer: string;
  readonly mtu: number;
  readonly dns: readonly string[];
}

/** A kernel interface for the link: its name, where packets go, and how to ask through it. */
export type AttachedPort = PacketPort & { readonly interface: string; readonly probe: PppLink['probe'] };

export interface UserspaceOptions {
  readonly clock: SchedulerLike;
  readonly limits: Pick<Limits, 'lcpTries' | 'terminate'>;
  /** Why this engine was taken, in a few words. */
  readonly because: string;
  /** Makes the kernel interface; one port, then completes or not. Without it the link lives inside the process. */
  readonly attach?: (address: LinkAddress) => Observable<AttachedPort>;
  /** Called once per run, at its start, with what ends that run: to be awaited before its port is opened again. */
  readonly defer: (close: () => Promise<void>) => void;
  /** Default node:crypto's. */
  readonly random?: (count: number) => Uint8Array;
}

export type EngineEvent = PppEvent | { readonly kind: 'link'; readonly link: PppLink };
