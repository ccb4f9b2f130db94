import { closeSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BindingPort, safeBinding } from './safe-binding.js';

describe('safe binding', () => {
  it('takes a read of nothing for a hang-up, and not for "try again"', async () => {
    const { port, closed } = await openFake();
    await expect(port.read(Buffer.alloc(8), 0, 8)).rejects.toThrow('hung up');
    await port.close();
    expect(closed()).toBe(1);
  });

  it('closes once, however often it is asked', async () => {
    const { port, closed } = await openFake();
    await Promise.all([port.close(), port.close()]);
    expect(closed()).toBe(1);
  });

  it('calls its own closing canceled, so that nobody takes it for an unplug', async () => {
    const { port } = await openFake();
    await port.close();
    await expect(port.read(Buffer.alloc(8), 0, 8)).rejects.toMatchObject({ canceled: true });
    await expect(port.write(Buffer.alloc(8))).rejects.toMatchObject({ canceled: true });
  });
});

/** A port that is always readable and reads nothing, as a tty that was hung up between the poll and the read. */
const openFake = async () => {
  let closed = 0;
  let fd: number | null = openSync('/dev/null', 'r');
  const stock = {
    get isOpen() {
      return fd !== null;
    },
    get fd() {
      return fd;
    },
    poller: {
      once: (_: string, done: (error: Error | null) => void) => done(null),
      poll: () => undefined,
      listenerCount: () => 0,
    },
    close: async () => {
      if (fd !== null) closeSync(fd);
      fd = null;
      closed += 1;
    },
  };
  const binding = safeBinding({ list: async () => [], open: async () => stock as unknown as BindingPort });
  return { port: await binding.open({}), closed: () => closed };
};
