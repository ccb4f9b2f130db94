import type { AtPart } from './at-line.js';
import type { Refusal } from './cme-error.js';
import type { ModemOutput, ModemState } from './modem-state.js';

/** What one command does and answers. */
export interface Answer {
  readonly state: ModemState;
  readonly lines?: readonly string[];
  /** Absent: it was done. */
  readonly refused?: Refusal | undefined;
  /** Let out before the answer's text. */
  readonly outputs?: readonly ModemOutput[];
  /** The command took the line over, as a dial does: what follows on the line is not done and no result is said now. */
  readonly taken?: true;
}

/** The rule for one command. `undefined`: there is no such form of it, so ERROR. */
export type Handler = (state: ModemState, at: { readonly port: number; readonly part: AtPart }) => Answer | undefined;
