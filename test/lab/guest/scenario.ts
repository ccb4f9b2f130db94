import type { GuestClock } from '../machine/boot.js';
import type { Guest } from './guest.js';

/** Something that happens on a real kernel, and what has to come of it. */
export interface Scenario {
  /** As the rest of the sentence "In the lab, …". */
  readonly says: string;
  readonly clock?: GuestClock;
  /** Node compiles as it does elsewhere: for whoever moves many bytes. */
  readonly optimising?: boolean;
  /** The guest's first process is systemd, with what Debian starts by itself and nothing else; otherwise a script of ours. */
  readonly init?: 'systemd';
  /** It has a machine of its own, and is played before the others, which need not wait for it. */
  readonly long?: boolean;
  /** Milliseconds of the guest's time for all of it; 400 s if not said. */
  readonly limitMs?: number;
  /** Throws when it did not come. */
  readonly play: (guest: Guest) => Promise<void>;
}
