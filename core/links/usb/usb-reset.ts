import { closeSync, constants, openSync } from 'node:fs';
import { Observable } from 'rxjs';
import { Exit } from '../../facts/exit.js';
import type { Usb } from '../../pipeline/tools.js';
import { reasonOf } from '../check.js';
import { libc } from '../libc.js';
import type { Seen, UsbBus } from './usb-bus.js';
import { deviceFolder, type UsbPlaces } from './usb-places.js';
import { writeAttribute } from './write-attribute.js';

export interface ResetParts {
  readonly bus: UsbBus;
  readonly places: UsbPlaces;
  /** Resets the port that this device node hangs on; true when it was done. May take seconds. Never rejects. */
  readonly resetPort?: (node: string) => Promise<boolean>;
}

/**
 * Resets the port, which frees a stick that has hung itself up, then takes the device's authorisation away and gives it back, which makes
 * its interfaces and ttys leave and come anew. Completes when it is back, or has gone. Errors with Exit `usb.reset-refused` where this user
 * may do neither.
 */
export const usbReset =
  (parts: ResetParts): Usb['reset'] =>
  (path) =>
    new Observable((listener) => {
      reset(path, () => listener.closed, parts).then(
        () => listener.complete(),
        (error: unknown) => listener.error(error),
      );
    });

const reset = async (
  path: string,
  isUnwanted: () => boolean,
  { bus, places, resetPort = resetByIoctl }: ResetParts,
): Promise<void> => {
  const seen = bus.now(path);
  if (seen === undefined) return;
  const done = await resetPort(nodeOf(seen, places));
  await bus.look(path);
  // It has come anew already, as another device, or gone; or nobody waits any more, and somebody may be using it.
  if (isUnwanted() || bus.now(path)?.plug !== seen.plug) return;
  const taken = await authorise(path, '0', places);
  if (taken.ok) await bus.look(path);
  // Given back whatever happens: a stick that we leave without it is dead until it is plugged in again.
  if (taken.ok) await authorise(path, '1', places);
  else if (done) await bus.wasAway(path);
  else if (!isGone(taken.because)) throw new Exit('usb.reset-refused', `${path}: ${taken.because}`);
  await bus.look(path);
};

const nodeOf = ({ bus, number }: Seen, { dev }: UsbPlaces): string =>
  `${dev}/bus/usb/${String(bus).padStart(3, '0')}/${String(number).padStart(3, '0')}`;

const authorise = async (path: string, value: '0' | '1', places: UsbPlaces) => {
  try {
    await writeAttribute(`${deviceFolder(places, path)}/authorized`, value);
    return { ok: true } as const;
  } catch (error) {
    return { ok: false, because: reasonOf(error) } as const;
  }
};

const isGone = (because: string): boolean => because === 'ENOENT' || because === 'ENODEV';

const resetByIoctl = async (node: string): Promise<boolean> => {
  try {
    const file = openSync(node, constants.O_WRONLY);
    try {
      return await libc().ioctlAside(file, USBDEVFS_RESET);
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
};

/** linux/usbdevice_fs.h: _IO('U', 20). */
const USBDEVFS_RESET = 0x5514;
