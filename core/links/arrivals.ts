import { readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Observable } from 'rxjs';

/** How many are read before others get their turn. */
const batch = 64;

/**
 * What a non-blocking descriptor gives, one read each of at most `largest` bytes: one packet of a TUN interface, one datagram
 * of a socket. Reads while somebody listens and leaves the rest to the kernel's queue; completes when the descriptor has nothing
 * more to give. The descriptor stays open and must outlive the listening.
 */
export const arrivals = (fd: number, largest: number): Observable<Uint8Array> =>
  new Observable((listener) => {
    const poller = new (pollerClass())(fd);
    const buffer = new Uint8Array(largest);
    const onReadable = (error: Error | null) => {
      for (let count = 0; count < batch && !error && !listener.closed; count += 1) {
        const read = readInto(fd, buffer);
        if (read === 'later') break;
        if (read === 'over') return listener.complete();
        listener.next(read);
      }
      if (error) listener.complete();
      else if (!listener.closed) poller.once('readable', onReadable);
    };
    poller.once('readable', onReadable);
    return () => {
      poller.stop();
      poller.destroy();
    };
  });

interface Poller {
  readonly once: (event: 'readable', done: (error: Error | null) => void) => void;
  readonly stop: () => void;
  readonly destroy: () => void;
}

/**
 * serialport's own poller: `net.Socket` refuses a TUN descriptor, and a blocking read would hold one of libuv's four threads for
 * ever. It is no part of serialport's interface, so it is looked up from where serialport itself finds it.
 */
const pollerClass = (): (new (fd: number) => Poller) => {
  const serialport = createRequire(createRequire(import.meta.url).resolve('serialport'));
  return serialport('@serialport/bindings-cpp/dist/poller.js').Poller;
};

const readInto = (fd: number, buffer: Uint8Array): Uint8Array | 'later' | 'over' => {
  try {
    const length = readSync(fd, buffer);
    return length > 0 ? buffer.slice(0, length) : 'over';
  } catch (error) {
    return isAgain(error) ? 'later' : 'over';
  }
};

const isAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR');
