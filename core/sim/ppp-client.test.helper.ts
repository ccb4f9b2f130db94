import type { SchedulerLike } from 'rxjs';
import type { ByteStream } from '../at/byte-stream.js';
import type { PppClientConfig } from '../ppp/ppp-config.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { PppInput } from '../ppp/ppp-link.js';
import { openPpp, stepPpp } from '../ppp/ppp-machine.js';

/** Dialtone's end of a call, over whatever carries its bytes, in virtual time. */
export const pppClient = (stream: ByteStream, clock: SchedulerLike, config: Partial<PppClientConfig> = {}) => {
  const events: { readonly t: number; readonly event: PppEvent }[] = [];
  const packets: Uint8Array[] = [];
  const timers = new Map<string, { unsubscribe: () => void }>();
  const begin = clock.now();
  let state = openPpp({
    role: 'client',
    random: pattern,
    user: 'TIM',
    password: 'TIM',
    auth: ['none', 'chap'],
    ...config,
  });

  const stop = (timer: string) => {
    timers.get(timer)?.unsubscribe();
    timers.delete(timer);
  };
  const give = (input: PppInput): void => {
    const [next, outputs] = stepPpp(state, input);
    state = next;
    for (const output of outputs) {
      if (output.kind === 'bytes') stream.write(output.bytes);
      else if (output.kind === 'packet') packets.push(output.packet);
      else if (output.kind === 'event') events.push({ t: clock.now() - begin, event: output.event });
      else {
        stop(output.timer);
        if (output.kind === 'start-timer')
          timers.set(
            output.timer,
            clock.schedule(() => give({ kind: 'timer', timer: output.timer }), output.ms),
          );
      }
    }
  };
  stream.bytes$.subscribe({ next: (bytes) => give({ kind: 'bytes', bytes }), complete: () => give({ kind: 'lost' }) });
  give({ kind: 'open' });
  return { events, packets, give, kinds: () => events.map(({ event }) => event.kind) };
};

const pattern = (count: number): Uint8Array => Uint8Array.from({ length: count }, (_, at) => 17 + at);
