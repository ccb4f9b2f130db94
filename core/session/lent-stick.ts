import type { Observable } from 'rxjs';
import type { AtCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { UsbDevice } from '../pipeline/tools.js';

/** What a plugged stick's session lends to the process, from plug to unplug. */
export interface LentStick {
  readonly device: UsbDevice;
  /** The present one first, then each change. */
  readonly identity$: Observable<StickIdentity>;
  /**
   * Cold: sends once to the control port, between the corridor's own commands. `undefined` while no port is in command mode. The reply is a
   * fact, as each is.
   */
  readonly ask: (command: AtCommand, options?: { readonly limitMs?: number }) => Observable<AtReply> | undefined;
  /** Cold: asks how well the network is heard, and completes; the answer is a fact. `undefined` as for `ask`. */
  readonly measureSignal: () => Observable<unknown> | undefined;
}
