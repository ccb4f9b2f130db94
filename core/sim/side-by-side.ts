import { merge, type Observable } from 'rxjs';
import type { OpenSerial } from '../at/byte-stream.js';
import type { Usb, UsbDevice } from '../pipeline/tools.js';
import type { VirtualWorld } from './virtual-world.js';

/** Several worlds seen as one machine: what is asked of a path goes to the world at that path, and to no other. */
export interface SideBySide {
  readonly usb: Usb;
  readonly plugs$: Observable<UsbDevice>;
  readonly openSerial: OpenSerial;
}

/** The worlds must have different paths. Whatever is asked of a path where none is throws: nobody can have heard of it. */
export const sideBySide = (worlds: readonly VirtualWorld[]): SideBySide => {
  const at = (path: string) => worlds.find((world) => world.path === path) ?? unknown(path);
  // As virtualTty names them: the path alone would not do, since 1-1 begins 1-10.
  const behind = (tty: string) => worlds.find(({ path }) => tty.startsWith(`virtual/${path}:`)) ?? unknown(tty);
  return {
    usb: {
      at$: (path) => at(path).usb.at$(path),
      switchMode: (device, recipe) => at(device.path).usb.switchMode(device, recipe),
      bindDriver: (device, interfaces) => at(device.path).usb.bindDriver(device, interfaces),
      reset: (path) => at(path).usb.reset(path),
    },
    plugs$: merge(...worlds.map(({ plugs$ }) => plugs$)),
    openSerial: (tty) => behind(tty).open(tty),
  };
};

const unknown = (place: string): never => {
  throw new Error(`there is no ${place}`);
};
