import { type DialtoneOnBus, dialtoneOnBus } from '../dbus/client/dialtone-on-bus.js';
import { connectBus } from '../dbus/wire/connect-bus.js';
import { UsageError } from '../facts/usage-error.js';

/** The Dialtone that runs as a service, over a connection of our own. */
export type Reached = DialtoneOnBus & { readonly close: () => Promise<void> };
/** Rejects with UsageError where there is no bus; whether a Dialtone is on it, the first question shows. */
export type Reach = () => Promise<Reached>;

export const reachDialtone: Reach = async () => {
  const bus = await connectBus().catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  return { ...dialtoneOnBus(bus), close: bus.close };
};

/** How all sticks stand now; the connection is closed behind it. */
export const sticksOf = async (reach: Reach): ReturnType<Reached['sticks']> => {
  const dialtone = await reach();
  try {
    return await dialtone.sticks();
  } finally {
    await dialtone.close();
  }
};
