import { Observable, type SchedulerLike } from 'rxjs';
import { reasonOf } from './check.js';
import { probeThroughInterface } from './kernel-probe.js';
import { openTun, type TunLink } from './tun-link.js';
import type { AttachedPort, LinkAddress } from './userspace-options.js';

export interface TunAttachOptions {
  readonly clock: SchedulerLike;
  /** Sends everything into the link; only inside a network namespace of our own. */
  readonly defaultRoute: boolean;
}

/**
 * What the userspace engine calls once it has an address: makes a network interface for it. One port, then completes; errors with
 * a sentence and the errno. Who unsubscribes before that gets none and leaves none behind.
 */
export const tunAttach =
  ({ clock, defaultRoute }: TunAttachOptions) =>
  (link: LinkAddress): Observable<AttachedPort> =>
    new Observable((listener) => {
      openTun({ address: link.address, peer: link.peer, mtu: link.mtu, defaultRoute }).then(
        (tun) => {
          if (listener.closed) return tun.close();
          listener.next(withProbe(tun, link, clock));
          listener.complete();
        },
        (error: unknown) => listener.error(new Error(`the network interface could not be made (${reasonOf(error)})`)),
      );
    });

/** As the probe inside the process does, it asks the first name server, which is beyond the peer, and else the peer. */
const withProbe = (tun: TunLink, { address, peer, dns }: LinkAddress, clock: SchedulerLike): AttachedPort => ({
  ...tun,
  probe: (limitMs) =>
    probeThroughInterface({ interface: tun.interface, address, target: dns[0] ?? peer, dns, limitMs, clock }),
});
