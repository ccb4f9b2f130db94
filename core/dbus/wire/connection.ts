import type { Socket } from 'node:net';
import { AsyncSubject, type Observable, Subject } from 'rxjs';
import { type ByteSource, type Frame, handshake, Message, marshall, unmarshalMessages } from './dbus-next.js';
import { decodeBody } from './decode.js';
import { encodeBody } from './encode.js';

/** Messages to and from the bus, with values (values.ts) in their bodies. */
export interface Connection {
  /** Gives its serial; what is sent after the end goes nowhere. Throws where a name or a value is none. */
  readonly send: (frame: Omit<Frame, 'serial' | 'sender'>) => number;
  readonly frames$: Observable<Frame>;
  /** Emits once how it ended, and completes. */
  readonly ended$: Observable<'lost' | 'closed'>;
  /** What has been sent still goes out; then it is closed. `cut` does not wait for that. */
  readonly close: () => void;
  readonly cut: () => void;
}

/** Says to the bus who we are, as soon as the socket is connected. Rejects with what the socket or the bus says against it. */
export const authenticate = (socket: Socket): Promise<void> =>
  new Promise((resolve, reject) => {
    // Both stay: an error that nobody listens to would end the process.
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the bus closed the connection')));
    socket.once('connect', () =>
      handshake(socket, { authMethods: ['EXTERNAL'] }, (error) => (error ? reject(error) : resolve())),
    );
  });

/** Over an authenticated socket. A message that cannot be read is passed over. */
export const overSocket = (socket: Socket): Connection => {
  const frames$ = new Subject<Frame>();
  const ended$ = new AsyncSubject<'lost' | 'closed'>();
  let how: 'lost' | 'closed' = 'lost';
  let serial = 0;
  socket.once('close', () => {
    ended$.next(how);
    ended$.complete();
    frames$.complete();
  });
  unmarshalMessages(guarded(socket), (frame) => frames$.next(decoded(frame)));
  return {
    send: (frame) => {
      serial = (serial % greatestSerial) + 1;
      const [bytes] = marshall(encoded({ ...frame, serial }));
      if (socket.writable) socket.write(bytes);
      return serial;
    },
    frames$,
    ended$,
    close: () => {
      how = 'closed';
      socket.destroySoon();
    },
    cut: () => {
      how = 'closed';
      socket.destroy();
    },
  };
};

const greatestSerial = 0xffff_ffff;

const encoded = (frame: Frame): Frame => {
  const { signature = '', body = [] } = frame;
  return new Message({ ...frame, signature, body: encodeBody(signature, body) });
};
const decoded = (frame: Frame): Frame => {
  const { signature = '', body = [] } = frame;
  return { ...frame, signature, body: decodeBody(signature, body) };
};

/**
 * The parser throws out of the socket's event, past everybody, so what it throws is caught here, and it goes on with the next message.
 * Nobody is told: whoever can make it throw could fill the log.
 */
const guarded = (socket: Socket): ByteSource => ({
  on: (event, parse) =>
    socket.on(event, () => {
      while (!succeeded(parse));
    }),
  read: (size) => {
    const bytes: Buffer | null = socket.read(size);
    return bytes && Object.assign(bytes, { fds: noDescriptors });
  },
});

/** A message may speak of descriptors that did not come with it; it is to reach its handler, which refuses it by its signature. */
const noDescriptors = { length: 0x1_0000_0000 };

const succeeded = (work: () => void): boolean => {
  try {
    work();
    return true;
  } catch {
    return false;
  }
};
