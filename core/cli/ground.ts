import type { UsbId } from '@dialtone/plugins';
import type { Observable } from 'rxjs';
import type { Foundations } from '../daemon/composition.js';
import type { FactBody } from '../facts/fact.js';
import type { UsbDevice } from '../pipeline/tools.js';

/** Which sticks plugins know, now and later. */
export interface Knowing {
  readonly knows: (id: UsbId) => boolean;
  /** Emits when that may have changed. */
  readonly learnt$: Observable<unknown>;
}

/** What a Dialtone stands on: the sticks of this machine, or a virtual one. */
export interface Ground extends Pick<Foundations, 'usb' | 'openSerial' | 'engine' | 'network'> {
  /** Each stick that shows up, those already there first. */
  readonly plugs$: Observable<UsbDevice>;
  /** What is learnt of real SIMs and of virtual ones is kept apart. */
  readonly sticks: 'real' | 'virtual';
  /** Facts to begin with. */
  readonly opening: readonly FactBody[];
  /** Called when everybody listens. */
  readonly begin: () => void;
  /** Gives it back, when Dialtone has given back what it held, and reports what there is to say of that. */
  readonly end: (report: (fact: FactBody) => void) => Promise<void>;
}
