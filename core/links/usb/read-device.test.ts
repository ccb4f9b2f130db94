import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeSysfs, fakeSysfs, mf627 } from './fake-sysfs.test.helper.js';
import { listPaths, readDevice } from './read-device.js';

let sys: FakeSysfs;
beforeEach(() => {
  sys = fakeSysfs();
});
afterEach(() => sys.end());

const interfaces = async (path = '1-3') => (await readDevice(path, sys.places))?.device.interfaces;

describe('readDevice', () => {
  it('reads a stick: numbers, kinds, drivers and ttys, by interface number', async () => {
    sys.plug('1-3', mf627(2));
    expect(await readDevice('1-3', sys.places)).toEqual({
      device: {
        path: '1-3',
        vendor: '19d2',
        product: '0031',
        interfaces: [
          { number: 0, kind: 'serial', driver: 'option', tty: `${sys.places.dev}/ttyUSB2` },
          { number: 1, kind: 'serial', driver: 'option', tty: `${sys.places.dev}/ttyUSB3` },
          { number: 2, kind: 'storage', driver: 'usb-storage' },
          { number: 3, kind: 'serial', driver: 'option', tty: `${sys.places.dev}/ttyUSB4` },
        ],
        sysfs: realpathSync(`${sys.places.sysfs}/bus/usb/devices/1-3`),
      },
      bus: 1,
      number: 5,
      classes: new Map([
        [0, 'ff'],
        [1, 'ff'],
        [2, '08'],
        [3, 'ff'],
      ]),
    });
  });

  it('reads gaps, and numbers beyond nine, which the kernel writes in hexadecimal', async () => {
    sys.plug('1-3', { interfaces: [{ number: 12 }, { number: 3 }] });
    expect((await interfaces())?.map(({ number }) => number)).toEqual([3, 12]);
  });

  it('reads the layout of cdc_acm, where the tty lies one folder deeper and the data interface has none', async () => {
    sys.plug('1-3', {
      interfaces: [
        { number: 0, codes: ['02', '02', '01'], driver: 'cdc_acm', tty: 'ttyACM0' },
        { number: 1, codes: ['0a', '00', '00'], driver: 'cdc_acm' },
      ],
    });
    expect(await interfaces()).toEqual([
      { number: 0, kind: 'serial', driver: 'cdc_acm', tty: `${sys.places.dev}/ttyACM0` },
      { number: 1, kind: 'serial', driver: 'cdc_acm' },
    ]);
  });

  it('says that nobody has claimed it, and nothing where that cannot be told', async () => {
    sys.plug('1-3', { interfaces: [{ number: 0 }, { number: 1 }] });
    // A file is no link: the question has no answer.
    sys.write('sys/bus/usb/devices/1-3/1-3:1.1/driver', '');
    expect(await interfaces()).toEqual([
      { number: 0, kind: 'serial', driver: 'none' },
      { number: 1, kind: 'serial' },
    ]);
  });

  it('waits for the node of a tty', async () => {
    sys.plug('1-3', { interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB0' }] });
    sys.remove('dev/ttyUSB0');
    expect(await interfaces()).toEqual([{ number: 0, kind: 'serial', driver: 'option' }]);
  });

  it('waits for udevd to give a tty to its group, unless it may be opened already', async () => {
    sys.plug('1-3', { interfaces: [{ number: 0, driver: 'option', tty: 'ttyUSB0' }] });
    const tty = async (mayOpen: boolean) =>
      (await readDevice('1-3', { ...sys.places, mayOpen: () => mayOpen }))?.device.interfaces[0]?.tty;
    const node = `${sys.places.dev}/ttyUSB0`;
    expect(await tty(false)).toBe(node);
    sys.udevd();
    expect([await tty(false), await tty(true)]).toEqual([undefined, node]);
    sys.write('run/udev/data/c188:0', '');
    expect(await tty(false)).toBe(node);
  });

  it.each([
    ['is not there', () => undefined],
    ['is a hub', () => sys.plug('1-3', { ...mf627(0), deviceClass: '09' })],
    ['has no configuration', () => sys.plug('1-3', { configuration: '' })],
    ['has not all its interfaces yet', () => sys.plug('1-3', { interfaces: [{ number: 0 }], count: 4 })],
  ])('sees nothing where a device %s', async (_, plug) => {
    plug();
    expect(await readDevice('1-3', sys.places)).toBeUndefined();
  });

  it('counts the interfaces of its configuration only', async () => {
    sys.plug('1-3', { interfaces: [{ number: 0 }] });
    sys.copy('sys/bus/usb/devices/1-3/1-3:1.0', 'sys/bus/usb/devices/1-3/1-3:2.0');
    expect(await interfaces()).toHaveLength(1);
  });

  it('never throws, whichever file has vanished', async () => {
    const small = { interfaces: mf627(0).interfaces?.slice(1, 3) ?? [] };
    const folder = 'sys/bus/usb/devices/1-3';
    sys.plug('1-3', small);
    const all = readdirSync(join(sys.root, folder), { recursive: true }).map(String);
    for (const name of all) {
      sys.plug('1-3', small);
      sys.remove(`${folder}/${name}`);
      await expect(readDevice('1-3', sys.places)).resolves.toSatisfy(() => true);
    }
    expect(all.length).toBeGreaterThan(20);
  });

  it('never mixes two devices that change places while it reads', async () => {
    const first = { ...mf627(0, 7), vendor: '1111', product: '1111' };
    const second = { ...mf627(0, 8), vendor: '2222', product: '2222' };
    for (let turn = 0; turn < 16; turn += 1) {
      sys.plug('1-3', first);
      const reading = readDevice('1-3', sys.places);
      for (let wait = 0; wait < turn % 8; wait += 1) await new Promise(setImmediate);
      sys.plug('1-3', second);
      const found = await reading;
      if (found) expect([found.device.vendor, found.device.product, found.number]).toEqual(['2222', '2222', 8]);
    }
  });
});

describe('listPaths', () => {
  it('names devices, behind hubs too, and neither root hubs nor interfaces', async () => {
    for (const name of ['usb1', '1-0:1.0', '1-3', '1-3:1.0', '2-1.4.2']) sys.write(`sys/bus/usb/devices/${name}/x`, '');
    expect(await listPaths(sys.places)).toEqual(['1-3', '2-1.4.2']);
  });

  it('finds nothing where there is no USB', async () => {
    expect(await listPaths(sys.places)).toEqual([]);
  });
});
