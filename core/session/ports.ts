import { defer, map, type Observable, of, tap, throwError, timeout } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import type { OpenSerial } from '../at/byte-stream.js';
import { type AtChannelOptions, openAtChannel } from '../at/open-at-channel.js';
import { Exit } from '../facts/exit.js';
import type { PortPlace } from '../pipeline/knowledge.js';
import type { Ports } from '../pipeline/tools.js';
import type { Lifetime } from './lifetime.js';

export interface StickPorts extends Ports {
  /** The control port while it is open and in command mode. */
  readonly controlChannel: () => AtChannel | undefined;
  /** True when the only port was closed since a call had taken it: the modem itself is as it was. */
  readonly wasCalledOn: () => boolean;
  /** True when a port that was open has gone by itself: the stick is leaving, or its driver has let go of it. */
  readonly haveGone: () => boolean;
}

type ChannelOptions = Omit<AtChannelOptions, 'link' | 'port'>;

/** Opens this stick's ports: the control port belongs to the plug, the data port to the walk, whose end closes it and so hangs up. */
export const createPorts = (
  openSerial: OpenSerial,
  channel: ChannelOptions & { readonly limits: { readonly openPort: number } },
  lifetimes: { readonly plug: Lifetime; readonly walk: Lifetime },
): StickPorts => {
  const gone = new Set<AtChannel>();
  let control: AtChannel | undefined;
  let called = false;

  const open = (place: PortPlace, lifetime: Lifetime): Observable<AtChannel> =>
    openChannel(openSerial, place, channel).pipe(
      tap((opened) => {
        const watching = opened.gone$.subscribe(() => gone.add(opened));
        lifetime.defer(async () => {
          watching.unsubscribe();
          gone.delete(opened);
          await opened.close();
          channel.report({ fact: 'port.closed', port: place.port });
        });
        channel.report({ fact: 'port.opened', port: place.port, path: place.path });
      }),
    );

  const callOn = (only: AtChannel): AtChannel => {
    lifetimes.walk.defer(() => (called ? lifetimes.plug.close() : undefined));
    return onlyPort(only, () => {
      called = true;
    });
  };

  return {
    control: (place) =>
      open(place, lifetimes.plug).pipe(
        tap((opened) => {
          control = opened;
          called = false;
          lifetimes.plug.defer(() => {
            control = undefined;
          });
        }),
      ),
    data: (place) => defer(() => (control?.port === place.port ? of(callOn(control)) : open(place, lifetimes.walk))),
    controlChannel: () => (control && !called && !gone.has(control) ? control : undefined),
    wasCalledOn: () => control === undefined && called,
    haveGone: () => gone.size > 0,
  };
};

const openChannel = (
  openSerial: OpenSerial,
  { port, path }: PortPlace,
  channel: ChannelOptions & { readonly limits: { readonly openPort: number } },
): Observable<AtChannel> =>
  openSerial(path).pipe(
    timeout({
      first: channel.limits.openPort,
      scheduler: channel.clock,
      with: () => throwError(() => new Exit('port-select.busy', `${path} could not be opened in time`)),
    }),
    map((link) => openAtChannel({ ...channel, link, port })),
  );

/** The only port of a stick, lent to a call: until CONNECT it still takes commands, and an end of the walk leaves it open. */
const onlyPort = (channel: AtChannel, onCall: () => void): AtChannel => ({
  port: channel.port,
  unsolicited$: channel.unsolicited$,
  gone$: channel.gone$,
  send: (command, options) => channel.send(command, options),
  close: () => channel.close(),
  data: () => {
    onCall();
    return channel.data();
  },
});
