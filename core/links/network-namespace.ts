import { type Check, reasonOf } from './check.js';
import { raiseInterface } from './interface-control.js';
import { libc } from './libc.js';

/**
 * Leaves the host's network: from here on this thread, and what it starts, sees a network of its own with nothing in it but a
 * loopback that is up. There is no way back, and it ends with the process. Call it on the main thread, before anything is opened: sockets that
 * are open stay where they were, and so do threads that are running. Never throws.
 */
export const enterNetworkNamespace = (): Check => {
  if (process.geteuid?.() !== 0) return { ok: false, because: 'only root may make a network namespace' };
  try {
    libc().unshare(CLONE_NEWNET);
    raiseInterface('lo');
    return { ok: true };
  } catch (error) {
    return { ok: false, because: `this system does not let us make a network namespace (${reasonOf(error)})` };
  }
};

const CLONE_NEWNET = 0x40000000;
