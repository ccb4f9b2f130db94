import type { Observable } from 'rxjs';
import type { AtCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import type { Fact } from '../facts/fact.js';
import type { SessionState } from '../facts/session-state.js';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { Wanted } from '../facts/wanted.js';

/** What is behind the face: the sticks of this process, as core/daemon lends them. The face itself knows no session, corridor or adapter. */
export interface Behind {
  /** The sticks that are there, the present ones first, then after each plug and unplug. */
  readonly sticks$: Observable<readonly StickBehind[]>;
  /** Hot. Every fact of the process. */
  readonly facts$: Observable<Fact>;
  /** Dialtone's own version. */
  readonly version: string;
}

/** One plugged stick, from plug to unplug: a replug is another one. */
export interface StickBehind {
  /** USB bus path, e.g. `1-3`. */
  readonly path: string;
  /** The kernel's own name of the device, e.g. `/sys/devices/pci0000:00/…/1-3`; the bus path where it has none. */
  readonly device: string;
  /** The present view first, then each change. Completes when the stick has gone and given back everything. */
  readonly view$: Observable<StickView>;
  readonly view: () => StickView;
  /** Sets the level for this stick alone. Checked values only: an APN that has passed the contract's schema, a PIN of 4 to 8 digits. */
  readonly want: (wanted: Wanted) => void;
  /**
   * Cold: sends once to the control port when its turn comes, between the corridor's own commands, and gives one reply (a refusal or a
   * timeout is a reply too). Errors with PortNotThere while no port is in command mode.
   */
  readonly ask: (command: AtCommand, options?: { readonly limitMs?: number }) => Observable<AtReply>;
  /** Asks now how well the network is heard; the answer is a fact, and so in the view. Rejects with PortNotThere. */
  readonly measureSignal: () => Promise<void>;
  /** +CFUN=1,1, and the corridor is walked again when it is back. Resolves when the modem took it; rejects with PortNotThere or ResetRefused. */
  readonly reset: () => Promise<void>;
}

export class PortNotThere extends Error {
  override readonly name = 'PortNotThere';
}

/** Its message is a sentence for who asked. */
export class ResetRefused extends Error {
  override readonly name = 'ResetRefused';
}

export interface StickView {
  readonly session: SessionState;
  readonly identity: StickIdentity;
  readonly wanted: Wanted;
}
