import { access, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import type { UsbDevice, UsbInterface } from '../../pipeline/tools.js';
import { interfaceKind } from './interface-kind.js';
import { deviceFolder, type UsbPlaces, udevSocket } from './usb-places.js';

/** One look at one place of the bus. */
export interface Sighting {
  readonly device: UsbDevice;
  /** Number of the bus and of the device on it: a device that comes back has another one. */
  readonly bus: number;
  readonly number: number;
  /** Interface number → class, two hexadecimal digits. */
  readonly classes: ReadonlyMap<number, string>;
}

/**
 * What is plugged at this bus path, undefined where nothing is. Not there: a hub, a device without a configuration (nobody has authorised
 * it, or it is leaving), and one whose interfaces the kernel has not all put up yet. Reads without blocking the thread, since the kernel
 * lets a reader wait while it is busy with that device. Never rejects: what vanishes while it is read is not there.
 */
export const readDevice = async (path: string, places: UsbPlaces): Promise<Sighting | undefined> => {
  for (let tries = 0; tries < triesToReadWhole; tries += 1) {
    const folder = deviceFolder(places, path);
    const before = await attribute(folder, 'devnum');
    if (before === undefined) return undefined;
    const sighting = await readOnce(path, Number(before), places);
    // Another device may have come to that place in the middle: half of each is neither.
    if ((await attribute(folder, 'devnum')) === before) return sighting;
  }
  return undefined;
};

/** A device that comes back over and over is looked at again anyway: each coming is an event. */
const triesToReadWhole = 5;

/** Everything on the bus that may have a device, by path: no root hubs (usb1), no interfaces (1-3:1.0). */
export const listPaths = async ({ sysfs }: UsbPlaces): Promise<readonly string[]> =>
  (await list(`${sysfs}/bus/usb/devices`)).filter((name) => /^\d+-\d+(\.\d+)*$/.test(name));

const readOnce = async (path: string, number: number, places: UsbPlaces): Promise<Sighting | undefined> => {
  const folder = deviceFolder(places, path);
  const names = ['bDeviceClass', 'busnum', 'idVendor', 'idProduct', 'bConfigurationValue', 'bNumInterfaces'];
  const [code, bus, vendor, product, configuration, count] = await Promise.all(
    names.map((name) => attribute(folder, name)),
  );
  if (code === hub || bus === undefined || vendor === undefined || product === undefined || !configuration)
    return undefined;
  const ours = (await list(folder)).filter((name) => name.startsWith(`${path}:${configuration}.`));
  const read = (await Promise.all(ours.map((name) => readInterface(`${folder}/${name}`, places)))).filter(
    (found) => found !== undefined,
  );
  if (read.length < Number(count ?? 0)) return undefined;
  const sorted = read.toSorted((a, b) => a.shown.number - b.shown.number);
  return {
    device: { path, vendor, product, interfaces: sorted.map(({ shown }) => shown), ...(await ownName(folder)) },
    bus: Number(bus),
    number,
    classes: new Map(sorted.map(({ shown, code }) => [shown.number, code])),
  };
};

/** sysfs names a device by links; this is where they lead. */
const ownName = async (folder: string): Promise<Pick<UsbDevice, 'sysfs'>> => {
  try {
    return { sysfs: await realpath(folder) };
  } catch {
    return {};
  }
};

const hub = '09';

interface ReadInterface {
  readonly shown: UsbInterface;
  readonly code: string;
}

const readInterface = async (folder: string, places: UsbPlaces): Promise<ReadInterface | undefined> => {
  const names = ['bInterfaceNumber', 'bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'];
  const [number, code, subclass, protocol] = await Promise.all(names.map((name) => attribute(folder, name)));
  if (number === undefined || code === undefined) return undefined;
  const [driver, tty] = await Promise.all([driverOf(folder), ttyOf(folder)]);
  const kind = interfaceKind({
    class: code,
    subclass: subclass ?? '',
    protocol: protocol ?? '',
    driver,
    hasTty: tty !== undefined,
  });
  const place = tty === undefined ? undefined : await nodeOf(tty, places);
  return {
    code,
    shown: {
      number: Number.parseInt(number, 16),
      kind,
      ...(driver === undefined ? {} : { driver }),
      ...(place === undefined ? {} : { tty: place }),
    },
  };
};

/** `none` where the kernel says that nobody has it; undefined where it does not say. */
const driverOf = async (folder: string): Promise<string | undefined> => {
  try {
    return basename(await readlink(`${folder}/driver`));
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'none' : undefined;
  }
};

/** `option` puts ttyUSB2 itself under its interface; cdc_acm and hso put tty/ttyACM0. */
const ttyOf = async (folder: string): Promise<string | undefined> => {
  const names = (await list(folder)).filter((name) => name.startsWith('tty'));
  const own = names.find((name) => name !== 'tty');
  return own ?? (names.includes('tty') ? (await list(`${folder}/tty`))[0] : undefined);
};

/**
 * The node, once it is there and udevd has given it to its group: the kernel makes it root's own, and who opens it in that moment is told
 * that he may not. Whoever may open it already does not wait.
 */
const nodeOf = async (tty: string, places: UsbPlaces): Promise<string | undefined> => {
  const node = `${places.dev}/${tty}`;
  if (!(await exists(node))) return undefined;
  if (places.mayOpen(node) || !(await exists(udevSocket(places)))) return node;
  const number = await attribute(`${places.sysfs}/class/tty/${tty}`, 'dev');
  return number !== undefined && (await exists(`${places.run}/udev/data/c${number}`)) ? node : undefined;
};

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** A file of one value, as sysfs has them. */
const attribute = (folder: string, name: string): Promise<string | undefined> =>
  readFile(`${folder}/${name}`, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );

const list = (folder: string): Promise<readonly string[]> =>
  readdir(folder).then(
    (names) => names.toSorted(),
    () => [],
  );
