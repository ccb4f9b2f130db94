import { type Observer, Subscription } from 'rxjs';
import type { ByteStream } from '../at/byte-stream.js';
import type { PppConfig } from '../ppp/ppp-config.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { PppInput, PppOutput } from '../ppp/ppp-link.js';
import { openPpp, stepPpp } from '../ppp/ppp-machine.js';
import { inProcessPort } from './in-process-port.js';
import { promiseOfEnd } from './promise-of-end.js';
import type { AttachedPort, EngineEvent, LinkAddress, UserspaceOptions } from './userspace-options.js';

/** One run of PPP on a call. `close` begins the polite end, if it has not begun, and resolves when nothing of the run is left. */
export interface PppRun {
  readonly close: () => Promise<void>;
}

/** Feeds the PPP machine with octets, packets and time, and carries out what it wants. */
export const runPpp = (
  options: UserspaceOptions,
  config: PppConfig,
  data: ByteStream,
  observer: Observer<EngineEvent>,
): PppRun => {
  const { clock } = options;
  const held = new Subscription();
  const timers = new Map<string, Subscription>();
  const inputs: PppInput[] = [];
  const over = promiseOfEnd();
  let state = openPpp(config);
  let busy = false;
  let attached: LinkAddress | undefined;
  let port: Pick<AttachedPort, 'send' | 'close'> | undefined;
  let failure: { readonly error: unknown } | undefined;

  // A wire in memory may answer while we still write: inputs wait for their turn, or steps would overtake each other.
  const give = (input: PppInput): void => {
    inputs.push(input);
    if (busy) return;
    busy = true;
    for (let next = inputs.shift(); next !== undefined; next = inputs.shift()) {
      const [after, outputs] = stepPpp(state, next);
      state = after;
      outputs.forEach(carryOut);
    }
    busy = false;
  };

  const carryOut = (output: PppOutput): void => {
    switch (output.kind) {
      case 'bytes':
        data.write(output.bytes);
        break;
      case 'packet':
        port?.send(output.packet);
        break;
      case 'start-timer':
        startTimer(output.timer, output.ms);
        break;
      case 'stop-timer':
        stopTimer(output.timer);
        break;
      case 'event':
        tell(output.event);
        break;
    }
  };

  const stopTimer = (name: string): void => timers.get(name)?.unsubscribe();
  const startTimer = (name: string, ms: number): void => {
    stopTimer(name);
    timers.set(
      name,
      clock.schedule(() => give({ kind: 'timer', timer: name }), ms),
    );
  };

  const tell = (event: PppEvent): void => {
    observer.next(event);
    if (event.kind === 'up') carryIp(event);
    if (event.kind === 'ended') finish();
  };

  const carryIp = ({ address, peer, mtu, dns }: LinkAddress): void => {
    if (attached !== undefined) {
      // A peer may negotiate anew. With the same address nothing has changed for whoever uses the link; with another one every
      // connection is dead anyway, and a new walk says so more clearly than an interface whose address changes under it.
      if (attached.address !== address) give({ kind: 'close' });
      return;
    }
    attached = { address, peer, mtu, dns };
    if (options.attach === undefined) join(inProcessPort(clock, attached, options.random));
    else held.add(options.attach(attached).subscribe({ next: join, error: fail }));
  };

  const join = (made: Omit<AttachedPort, 'interface'> & { readonly interface?: string }): void => {
    port = made;
    held.add(made.packets$.subscribe((packet) => give({ kind: 'packet', packet })));
    const name = made.interface === undefined ? {} : { interface: made.interface };
    observer.next({ kind: 'link', link: { engine: 'userspace', ...name, probe: made.probe } });
  };

  const fail = (error: unknown): void => {
    failure = { error };
    give({ kind: 'close' });
  };

  const finish = (): void => {
    held.unsubscribe();
    for (const timer of timers.values()) timer.unsubscribe();
    if (failure === undefined) observer.complete();
    else observer.error(failure.error);
    over.resolve(port?.close());
  };

  // The machine bounds its end by itself: two Terminate-Requests with a wait each, whatever the peer does meanwhile.
  const close = (): Promise<void> => {
    give({ kind: 'close' });
    return over.promise;
  };

  held.add(
    data.bytes$.subscribe({ next: (bytes) => give({ kind: 'bytes', bytes }), ...onEnd(() => give({ kind: 'lost' })) }),
  );
  give({ kind: 'open' });
  return { close };
};

/** A port that has gone ends the call the same way whether its stream completes or breaks. */
const onEnd = (gone: () => void): { readonly complete: () => void; readonly error: () => void } => ({
  complete: gone,
  error: gone,
});
