import { Observable, Subject } from 'rxjs';

/** Bytes on their way from a port to whoever listens. */
export interface Inbox {
  /** What arrives, and first what was kept; completes after `end`. */
  readonly bytes$: Observable<Uint8Array>;
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/**
 * Keeps what arrives while nobody listens: between the AT dialogue and PPP nobody does, and the first LCP frame must not be lost.
 * At most `limitBytes` are kept, the oldest are dropped first: a modem that nobody listens to must not fill the memory.
 */
export const createInbox = (limitBytes: number): Inbox => {
  const kept: Uint8Array[] = [];
  const live = new Subject<Uint8Array>();
  let size = 0;

  const keep = (bytes: Uint8Array) => {
    const piece = bytes.subarray(Math.max(0, bytes.length - limitBytes));
    kept.push(piece);
    size += piece.length;
    while (size > limitBytes) size -= dropFrom(kept, size - limitBytes);
  };
  const takeKept = (hasLeft: boolean) => {
    const piece = hasLeft ? undefined : kept.shift();
    size -= piece?.length ?? 0;
    return piece;
  };

  return {
    bytes$: new Observable((listener) => {
      // A listener may leave in the middle (a reply is complete, the rest is PPP): what it did not take stays kept.
      for (let piece = takeKept(listener.closed); piece; piece = takeKept(listener.closed)) listener.next(piece);
      return live.subscribe(listener);
    }),
    push: (bytes) => (live.observed ? live.next(bytes) : keep(bytes)),
    end: () => live.complete(),
  };
};

/** Drops up to `excess` bytes from the first piece; tells how many went. */
const dropFrom = (kept: Uint8Array[], excess: number): number => {
  const [first] = kept;
  if (first === undefined || first.length <= excess) return kept.shift()?.length ?? 0;
  kept[0] = first.subarray(excess);
  return excess;
};
