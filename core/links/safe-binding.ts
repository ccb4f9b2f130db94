import { readSync, writeSync } from 'node:fs';

type Event = 'readable' | 'writable';
type Done = (error: Error | null) => void;

/** What we use of the open port that serialport's own binding gives. */
export interface BindingPort {
  readonly isOpen: boolean;
  readonly fd: number | null;
  readonly poller: {
    readonly once: (event: Event, done: Done) => unknown;
    readonly poll: (events: number) => void;
    readonly listenerCount: (event: Event) => number;
  };
  read: (
    buffer: Buffer,
    offset: number,
    length: number,
  ) => Promise<{ readonly bytesRead: number; readonly buffer: Buffer }>;
  write: (buffer: Buffer) => Promise<void>;
  close: () => Promise<void>;
}
export interface Binding {
  readonly list: () => Promise<unknown>;
  readonly open: (options: object) => Promise<BindingPort>;
}

/**
 * serialport's binding with three methods of our own. The stock `read` takes a read of 0 bytes, which is what a hung-up tty gives, for
 * "try again": of 30 hang-ups with data flowing 11 to 13 were never noticed and one core span for ever. The stock `read` and `write` also
 * run in the thread pool, where they may meet a descriptor that was closed meanwhile and given to another file; the port is
 * non-blocking, so ours run here and now. The stock `close` throws when it is called twice.
 */
export const safeBinding = (stock: Binding): Binding => ({
  list: stock.list,
  open: async (options) => makeSafe(await stock.open(options)),
});

const makeSafe = (port: BindingPort): BindingPort => {
  const stockClose = port.close.bind(port);
  let closing: Promise<void> | undefined;
  return Object.assign(port, {
    read: (buffer: Buffer, offset: number, length: number) => read(port, buffer, offset, length),
    write: (buffer: Buffer) => write(port, buffer),
    close: () => {
      closing ??= stockClose();
      return closing;
    },
  });
};

const read: (port: BindingPort, ...into: [Buffer, number, number]) => ReturnType<BindingPort['read']> = async (
  port,
  buffer,
  offset,
  length,
) => {
  for (;;) {
    await ready(port, 'readable');
    const bytesRead = unlessAgain(() => readSync(descriptor(port), buffer, offset, length, null));
    if (bytesRead === 0) throw new Error('hung up');
    if (bytesRead !== undefined) return { bytesRead, buffer };
  }
};

const write = async (port: BindingPort, bytes: Buffer): Promise<void> => {
  for (let written = 0; written < bytes.length; ) {
    const taken = unlessAgain(() => writeSync(descriptor(port), bytes, written));
    if (taken === undefined) await ready(port, 'writable');
    else written += taken;
  }
};

const ready = (port: BindingPort, event: Event): Promise<void> =>
  new Promise((resolve, reject) => {
    descriptor(port);
    port.poller.once(event, (error) => (error ? reject(error) : resolve()));
    // Polling for one event forgets the other: without this line, a write that waits for room would stop all reading.
    port.poller.poll(waitedFor(port));
  });

const waitedFor = ({ poller }: BindingPort): number =>
  (poller.listenerCount('readable') > 0 ? 1 : 0) | (poller.listenerCount('writable') > 0 ? 2 : 0);

/** `canceled` tells serialport's stream that this is our own closing and no disconnection. */
const descriptor = (port: BindingPort): number => {
  if (port.isOpen && port.fd !== null) return port.fd;
  throw Object.assign(new Error('the port is closed'), { canceled: true });
};

const unlessAgain = (call: () => number): number | undefined => {
  try {
    return call();
  } catch (error) {
    if (isAgain(error)) return undefined;
    throw error;
  }
};

const isAgain = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EINTR');
