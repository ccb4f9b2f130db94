import { randomBytes } from 'node:crypto';
import { type SchedulerLike, Subject } from 'rxjs';
import type { PppLink } from '../pipeline/tools.js';
import type { PacketPort } from './packet-port.js';
import { probePackets } from './probe-packets.js';
import type { LinkAddress } from './userspace-options.js';

/** The end of a link that has no kernel interface: nothing but its own probe sends packets into it. */
export const inProcessPort = (
  clock: SchedulerLike,
  address: LinkAddress,
  random: (count: number) => Uint8Array = (count) => randomBytes(count),
): PacketPort & { readonly probe: PppLink['probe'] } => {
  const packets$ = new Subject<Uint8Array>();
  const arrived$ = new Subject<Uint8Array>();
  return {
    packets$,
    send: (packet) => arrived$.next(packet),
    close: () => {
      packets$.complete();
      arrived$.complete();
      return Promise.resolve();
    },
    probe: (limitMs) =>
      probePackets({ clock, address, random, limitMs, arrived$, send: (packet) => packets$.next(packet) }),
  };
};
