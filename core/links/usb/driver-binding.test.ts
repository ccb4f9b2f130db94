import { asyncScheduler, lastValueFrom, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { driverBinding, idsFor } from './driver-binding.js';
import { type FakeSysfs, fakeSysfs } from './fake-sysfs.test.helper.js';
import { listPaths, readDevice } from './read-device.js';
import { type UsbBus, usbBus } from './usb-bus.js';

const serial = 'sys/bus/usb-serial/drivers/option1';
const option = 'sys/bus/usb/drivers/option';
const reader = { number: 2, codes: ['08', '06', '50'] as const };

let sys: FakeSysfs;
let bus: UsbBus;
beforeEach(async () => {
  sys = fakeSysfs();
  bus = usbBus({
    read: (path) => readDevice(path, sys.places),
    paths: () => listPaths(sys.places),
    isModem: () => true,
  });
  sys.plug('1-3', { interfaces: [{ number: 0 }, { number: 1 }, reader, { number: 3 }] });
  await bus.lookEverywhere();
});
afterEach(() => sys.end());

const binding = () => driverBinding({ bus, places: sys.places, clock: asyncScheduler, limits: { loadDriver: 5_000 } });
const bind = ({ bind } = binding(), interfaces = [0, 1, 3]) =>
  lastValueFrom(bind(bus.now('1-3')?.device ?? expect.unreachable(), interfaces).pipe(toArray()));
const there = () => sys.write(`${serial}/new_id`, '');
const bound = { fact: 'driver.bound', driver: 'option1', id: '19d2 0031 ff' };
const released = { fact: 'driver.released', driver: 'option1', id: '19d2 0031 ff' };
const logged = (name: string, rest = '') => sys.program(name, `echo ${name} "$@" >>${sys.root}/calls; ${rest}`);

describe('bindDriver', () => {
  it('tells option the id and the class of what nobody has', async () => {
    there();
    logged('modprobe');
    expect(await bind()).toEqual([bound]);
    expect([sys.read(`${serial}/new_id`), sys.read('calls')]).toEqual(['19d2 0031 ff', undefined]);
  });

  it('loads the driver first where it is missing', async () => {
    logged('modprobe', `mkdir -p ${sys.root}/${serial}; touch ${sys.root}/${serial}/new_id`);
    expect(await bind()).toEqual([bound]);
    expect(sys.read('calls')).toBe('modprobe option\n');
  });

  it('tells it nothing where it knows the stick by itself', async () => {
    const folder = `${sys.root}/sys/bus/usb/devices/1-3/1-3:1`;
    logged(
      'modprobe',
      `mkdir -p ${sys.root}/${serial}; touch ${sys.root}/${serial}/new_id; for i in 0 1 3; do ln -s /drivers/option ${folder}.$i/driver; done`,
    );
    expect(await bind()).toEqual([]);
    expect(sys.read(`${serial}/new_id`)).toBe('');
    expect(bus.now('1-3')?.device.interfaces[0]?.driver).toBe('option');
  });

  it.each([
    ['there is no modprobe', () => undefined],
    ['there is no such module', () => logged('modprobe', 'exit 1')],
    ['sysfs may not be written', () => sys.write(`${serial}/new_id/a-folder`, '')],
    [
      'the stick has left',
      () => {
        there();
        sys.unplug('1-3');
      },
    ],
  ])('says nothing where %s', async (_, change) => {
    change();
    expect(await bind()).toEqual([]);
  });
});

describe('idsFor', () => {
  const seen = () => bus.now('1-3') ?? expect.unreachable();

  it('names each class once, of the serial ones among those asked for', () => {
    expect(idsFor(seen(), [0, 1, 2, 3])).toEqual(['19d2 0031 ff']);
    expect(idsFor(seen(), [2])).toEqual([]);
    expect(idsFor(seen(), [])).toEqual([]);
  });

  it('names nothing that somebody has, or of which nobody can tell', async () => {
    sys.plug('1-3', { interfaces: [{ number: 0, driver: 'option' }, { number: 1 }] });
    sys.write('sys/bus/usb/devices/1-3/1-3:1.1/driver', '');
    await bus.look('1-3');
    expect(idsFor(seen(), [0, 1])).toEqual([]);
  });
});

describe('release', () => {
  const claimed = (...names: readonly string[]) => {
    for (const name of [...names, 'module', 'bind']) sys.write(`${option}/${name}`, '');
  };
  beforeEach(() => {
    there();
    logged('rmmod');
  });

  it('unloads the driver, and with it what it was told', async () => {
    const drivers = binding();
    await bind(drivers);
    claimed('1-3:1.0', '1-3:1.1');
    expect(await drivers.release()).toEqual([released]);
    expect(sys.read('calls')).toBe('rmmod option\n');
    expect(await drivers.release()).toEqual([]);
  });

  it('leaves it alone while a stick has it that it would have claimed anyway', async () => {
    const drivers = binding();
    await bind(drivers);
    sys.plug('2-1.4', { product: '0117', interfaces: [{ number: 0, driver: 'option' }] });
    await bus.look('2-1.4');
    claimed('1-3:1.0', '2-1.4:1.0');
    expect([await drivers.release(), sys.read('calls')]).toEqual([[], undefined]);
    sys.remove(`${option}/2-1.4:1.0`);
    claimed('3-9:1.0');
    expect([await drivers.release(), sys.read('calls')]).toEqual([[], undefined]);
  });

  it('says nothing where it is not unloaded, and does nothing where it was told nothing', async () => {
    const drivers = binding();
    expect([await drivers.release(), sys.read('calls')]).toEqual([[], undefined]);
    await bind(drivers);
    logged('rmmod', 'exit 1');
    expect(await drivers.release()).toEqual([]);
    sys.remove('bin/rmmod');
    expect(await drivers.release()).toEqual([]);
  });
});
