import type { SchedulerLike, Subscription } from 'rxjs';
import type { SerialLink } from '../at/byte-stream.js';
import { createInbox } from '../links/inbox.js';

/** The modem's end of an open port in memory. */
export interface VirtualWire {
  /** What the user of the port holds. */
  readonly link: SerialLink;
  /** Hands bytes to the user: never within the call, so that a write is never answered before it has returned. */
  readonly deliver: (bytes: Uint8Array, piece: boolean) => void;
  /** The stick has gone. */
  readonly end: () => void;
}

/** Bytes kept for a user who does not listen. */
const keptBytes = 1024 * 1024;

/** Between two pieces of a line, in milliseconds: enough for a reader to see the first alone. */
const pieceMs = 1;

/** A wire between a user and the modem. `onClose` is called once, when the user closes it. */
export const virtualWire = (options: {
  readonly path: string;
  readonly clock: SchedulerLike;
  readonly greeting: string;
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onClose: () => void;
}): VirtualWire => {
  const { path, clock, greeting, onBytes, onClose } = options;
  const inbox = createInbox(keptBytes);
  const line = deliveryLine(clock, inbox.push);
  let open = true;
  const end = () => {
    open = false;
    line.cut();
    inbox.end();
  };
  if (greeting !== '') line.put(Buffer.from(greeting, 'latin1'), false);
  return {
    link: {
      path,
      bytes$: inbox.bytes$,
      write: (bytes) => {
        if (open) onBytes(Uint8Array.from(bytes));
      },
      close: async () => {
        if (!open) return;
        end();
        onClose();
      },
    },
    deliver: line.put,
    end,
  };
};

/**
 * Keeps the order of what is put in, and lets it out at the clock's next turn; after a piece of a line it waits a moment. What is put in
 * during a turn waits for the next one: else a whole conversation would be over before anything else could happen.
 */
const deliveryLine = (clock: SchedulerLike, push: (bytes: Uint8Array) => void) => {
  const queue: { readonly bytes: Uint8Array; readonly piece: boolean }[] = [];
  let due: Subscription | undefined;
  const deliver = () => {
    due = undefined;
    const turn = queue.splice(0);
    for (let next = turn.shift(); next !== undefined; next = turn.shift()) {
      push(next.bytes);
      if (next.piece) break;
    }
    queue.unshift(...turn);
    if (turn.length > 0) due ??= clock.schedule(deliver, pieceMs);
  };
  return {
    put: (bytes: Uint8Array, piece: boolean) => {
      queue.push({ bytes, piece });
      due ??= clock.schedule(deliver, 0);
    },
    cut: () => {
      queue.length = 0;
      due?.unsubscribe();
    },
  };
};
