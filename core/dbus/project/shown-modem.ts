import type { StickBehind, StickView } from '../behind.js';
import type { FaceModem } from '../face-state.js';

/** All that a modem's objects are made of. */
export interface ShownModem {
  readonly behind: Pick<StickBehind, 'path' | 'device'>;
  readonly view: StickView;
  readonly face: FaceModem;
}
