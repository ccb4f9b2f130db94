import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { UsbPlaces } from './usb-places.js';

/** An interface as the kernel would show it. */
export interface FakeInterface {
  readonly number: number;
  /** Class, subclass and protocol; ff/ff/ff by default. */
  readonly codes?: readonly [string, string, string];
  readonly driver?: string;
  /** `option` layout for ttyUSB*, the other one for the rest. */
  readonly tty?: string;
}
export interface FakeDevice {
  readonly vendor?: string;
  readonly product?: string;
  readonly number?: number;
  readonly configuration?: string;
  readonly deviceClass?: string;
  /** bNumInterfaces, where it is not the number of those that are there. */
  readonly count?: number;
  readonly interfaces?: readonly FakeInterface[];
}

/** A made-up /sys, /dev and /run in a folder of its own. */
export const fakeSysfs = () => {
  const root = mkdtempSync(join(tmpdir(), 'dialtone-usb-'));
  const places: UsbPlaces = {
    sysfs: join(root, 'sys'),
    dev: join(root, 'dev'),
    run: join(root, 'run'),
    rules: [join(root, 'etc'), join(root, 'lib')],
    programs: [join(root, 'bin')],
    mayOpen: () => true,
  };
  const write = (path: string, text: string, mode = 0o644): void => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode });
  };
  const devices = 'sys/bus/usb/devices';
  const unplug = (path: string): void => rmSync(join(root, devices, path), { recursive: true, force: true });
  const node = (name: string): void => write(`dev/${name}`, '');

  const plug = (path: string, device: FakeDevice = {}): void => {
    const { interfaces = [], configuration = '1' } = device;
    unplug(path);
    const attributes = {
      idVendor: device.vendor ?? '19d2',
      idProduct: device.product ?? '0031',
      busnum: path.split('-')[0] ?? '1',
      devnum: String(device.number ?? 5),
      bDeviceClass: device.deviceClass ?? '00',
      bConfigurationValue: configuration,
      // As the kernel prints it.
      bNumInterfaces: String(device.count ?? interfaces.length).padStart(2),
      authorized: '1',
    };
    for (const [name, value] of Object.entries(attributes)) write(`${devices}/${path}/${name}`, `${value}\n`);
    for (const one of interfaces) putInterface(`${devices}/${path}/${path}:${configuration || '1'}.${one.number}`, one);
  };
  const putInterface = (folder: string, { number, codes = ['ff', 'ff', 'ff'], driver, tty }: FakeInterface): void => {
    write(`${folder}/bInterfaceNumber`, `${number.toString(16).padStart(2, '0')}\n`);
    for (const [index, name] of ['Class', 'SubClass', 'Protocol'].entries())
      write(`${folder}/bInterface${name}`, `${codes[index]}\n`);
    if (driver !== undefined) symlinkSync(`../../../../bus/usb/drivers/${driver}`, join(root, folder, 'driver'));
    if (tty === undefined) return;
    write(`${folder}/${tty.startsWith('ttyUSB') ? `${tty}/tty/${tty}` : `tty/${tty}`}/dev`, '188:0\n');
    write(`sys/class/tty/${tty}/dev`, '188:0\n');
    node(tty);
  };

  return {
    places,
    root,
    plug,
    unplug,
    node,
    write,
    read: (path: string): string | undefined =>
      statSync(join(root, path), { throwIfNoEntry: false })?.isFile()
        ? readFileSync(join(root, path), 'utf8')
        : undefined,
    remove: (path: string) => rmSync(join(root, path), { recursive: true, force: true }),
    copy: (from: string, to: string) => cpSync(join(root, from), join(root, to), { recursive: true }),
    /** A shell script in the only folder of programs. */
    program: (name: string, script: string) => write(`bin/${name}`, `#!/bin/sh\n${script}\n`, 0o755),
    udevd: () => write('run/udev/control', ''),
    end: () => rmSync(root, { recursive: true, force: true }),
  };
};
export type FakeSysfs = ReturnType<typeof fakeSysfs>;

/** An MF627 in modem mode: interface 2 is a card reader. */
export const mf627 = (firstTty: number, number = 5): FakeDevice => ({
  number,
  interfaces: [
    { number: 0, driver: 'option', tty: `ttyUSB${firstTty}` },
    { number: 1, driver: 'option', tty: `ttyUSB${firstTty + 1}` },
    { number: 2, codes: ['08', '06', '50'], driver: 'usb-storage' },
    { number: 3, driver: 'option', tty: `ttyUSB${firstTty + 2}` },
  ],
});

/** The same as a CD-ROM. */
export const zeroCd = (number = 4): FakeDevice => ({
  product: '2000',
  number,
  interfaces: [{ number: 0, codes: ['08', '06', '50'], driver: 'usb-storage' }],
});
