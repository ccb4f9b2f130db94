import { defer, map, type Observable, of, tap } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import type { OpenSerial } from '../at/byte-stream.js';
import { type AtChannelOptions, openAtChannel } from '../at/open-at-channel.js';
import type { PortPlace } from '../pipeline/knowledge.js';
import type { Ports } from '../pipeline/tools.js';
import type { Lifetime } from './lifetime.js';

export interface StickPorts extends Ports {
  /** The control port while it is open and in command mode. */
  readonly controlChannel: () => AtChannel | undefined;
  /** True when a call took over the only port, or the port has gone: it must be opened anew before it answers AT again. */
  readonly controlIsSpent: () => boolean;
}

/** Opens this stick's ports: the control port belongs to the plug, the data port to the walk, whose end closes it and so hangs up. */
export const createPorts = (
  openSerial: OpenSerial,
  channel: Omit<AtChannelOptions, 'link' | 'port'>,
  lifetimes: { readonly plug: Lifetime; readonly walk: Lifetime },
): StickPorts => {
  let control: AtChannel | undefined;
  let spent = false;

  const open = ({ port, path }: PortPlace, lifetime: Lifetime): Observable<AtChannel> =>
    openSerial(path).pipe(
      map((link) => {
        const opened = openAtChannel({ ...channel, link, port });
        lifetime.defer(async () => {
          await opened.close();
          channel.report({ fact: 'port.closed', port });
        });
        channel.report({ fact: 'port.opened', port, path });
        return opened;
      }),
    );

  return {
    control: (place) =>
      open(place, lifetimes.plug).pipe(
        tap((opened) => {
          control = opened;
          spent = false;
          const gone = opened.gone$.subscribe(() => {
            spent = true;
          });
          lifetimes.plug.defer(() => {
            gone.unsubscribe();
            control = undefined;
            spent = false;
          });
        }),
      ),
    data: (place) =>
      defer(() => {
        if (control?.port !== place.port) return open(place, lifetimes.walk);
        spent = true;
        return of(control);
      }),
    controlChannel: () => (spent ? undefined : control),
    controlIsSpent: () => spent,
  };
};
