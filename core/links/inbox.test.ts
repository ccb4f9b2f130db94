import fc from 'fast-check';
import { take } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createInbox } from './inbox.js';

const listen = (inbox: ReturnType<typeof createInbox>) => {
  const seen: number[] = [];
  let ended = false;
  const listening = inbox.bytes$.subscribe({ next: (bytes) => seen.push(...bytes), complete: () => (ended = true) });
  return { seen, ended: () => ended, leave: () => listening.unsubscribe() };
};

describe('inbox', () => {
  it('keeps what arrives while nobody listens', () => {
    const inbox = createInbox(10);
    inbox.push(Uint8Array.of(1, 2));
    const first = listen(inbox);
    inbox.push(Uint8Array.of(3));
    first.leave();
    inbox.push(Uint8Array.of(4));
    expect([first.seen, listen(inbox).seen]).toEqual([[1, 2, 3], [4]]);
  });

  it('leaves to the next listener what the first did not take', () => {
    const inbox = createInbox(10);
    inbox.push(Uint8Array.of(1));
    inbox.push(Uint8Array.of(2));
    inbox.bytes$.pipe(take(1)).subscribe();
    expect(listen(inbox).seen).toEqual([2]);
  });

  it('gives what was kept before it ends', () => {
    const inbox = createInbox(10);
    inbox.push(Uint8Array.of(7));
    inbox.end();
    const late = listen(inbox);
    expect([late.seen, late.ended()]).toEqual([[7], true]);
  });

  it('keeps the newest bytes, up to its limit, however they were cut', () =>
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 })), fc.integer({ min: 1, max: 20 }), (pieces, limit) => {
        const inbox = createInbox(limit);
        for (const piece of pieces) inbox.push(piece);
        expect(listen(inbox).seen).toEqual(pieces.flatMap((piece) => [...piece]).slice(-limit));
      }),
    ));
});
