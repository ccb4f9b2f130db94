import type { Observable } from 'rxjs';
import { modemError } from '../wire/values.js';
import type { HeldModem } from './held-modem.js';

/** Who called. */
export interface Caller {
  /** Unique name. */
  readonly sender: string;
  /** Cold: emits when it has left the bus. */
  readonly vanished$: Observable<void>;
}

/** One call of a method of a modem's object. `path` is the object's own: the modem's, its SIM's or a bearer's. */
export interface ModemCall {
  readonly modem: HeldModem;
  readonly path: string;
  readonly args: readonly unknown[];
  readonly caller: Caller;
}

/** Gives the out arguments; throws or rejects with DbusError. */
export type ModemCommand = (call: ModemCall) => readonly unknown[] | Promise<readonly unknown[]>;
export type ModemCommands = Readonly<Record<string, ModemCommand>>;

/** No out arguments. */
export const nothing: readonly unknown[] = [];

/** ModemManager's answer where the plugin of a modem cannot do it. */
export const unsupported =
  (text: string): ModemCommand =>
  () => {
    throw modemError('Core.Unsupported', text);
  };
