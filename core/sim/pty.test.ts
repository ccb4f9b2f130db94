import { EventEmitter } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { openPty, type Pty } from './pty.js';

const pollers: Silent[] = [];
/** Tells of nothing by itself. */
class Silent extends EventEmitter {
  constructor(readonly fd: number) {
    super();
    pollers.push(this);
  }
  poll(): void {}
  stop(): void {}
  destroy(): void {}
}
let pty: Pty;
afterEach(() => pty.close());

it('listens once for each event, however often there is something to do', () => {
  pty = openPty(Silent, { onBytes: () => undefined, onGone: () => undefined });
  const [poller] = pollers;
  const much = new Uint8Array(64 * 1024);
  for (let count = 0; count < 20; count += 1) {
    pty.write(much);
    poller?.emit('readable', null);
    poller?.emit('writable', null);
  }
  expect([poller?.listenerCount('readable'), poller?.listenerCount('writable')]).toEqual([1, 1]);
});
