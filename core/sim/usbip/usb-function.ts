import type { Setup } from './control.js';
import type { Answer, Endpoint } from './endpoint.js';

/** One interface of a configured device: its endpoints, and what it makes of its own control requests. */
export interface UsbFunction {
  readonly number: number;
  /** By address, direction included: 0x80 is inward. */
  readonly endpoints: ReadonlyMap<number, Endpoint>;
  readonly control: (setup: Setup) => Answer;
  /** The host has gone, or has taken the configuration away. */
  readonly close: () => void;
}
