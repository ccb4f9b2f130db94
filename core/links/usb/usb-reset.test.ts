import { closeSync, openSync } from 'node:fs';
import { lastValueFrom, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Exit } from '../../facts/exit.js';
import { libc } from '../libc.js';
import { type FakeSysfs, fakeSysfs, mf627 } from './fake-sysfs.test.helper.js';
import { listPaths, readDevice } from './read-device.js';
import { type UsbBus, usbBus } from './usb-bus.js';
import { usbReset } from './usb-reset.js';

const authorised = 'sys/bus/usb/devices/1-3/authorized';

let sys: FakeSysfs;
let bus: UsbBus;
let seen: (number | undefined)[];
beforeEach(async () => {
  sys = fakeSysfs();
  bus = usbBus({
    // The kernel takes the configuration away together with the authorisation.
    read: async (path) => (sys.read(authorised)?.startsWith('0') ? undefined : readDevice(path, sys.places)),
    paths: () => listPaths(sys.places),
    isModem: () => true,
  });
  sys.plug('1-3', mf627(0, 5));
  await bus.lookEverywhere();
  seen = [];
  bus.at$('1-3').subscribe((device) => seen.push(device?.interfaces.length));
});
afterEach(() => sys.end());

const reset = (resetPort: (node: string) => Promise<boolean> = async () => false) =>
  lastValueFrom(usbReset({ bus, places: sys.places, resetPort })('1-3').pipe(toArray()));
/** A value of sysfs that cannot be written. */
const forbid = () => {
  sys.remove(authorised);
  sys.write(`${authorised}/a-folder`, '');
};

describe('usbReset', () => {
  it('takes the authorisation and gives it back: the stick is seen leaving and coming', async () => {
    const nodes: string[] = [];
    await reset(async (node) => {
      nodes.push(node);
      return true;
    });
    expect(nodes).toEqual([`${sys.places.dev}/bus/usb/001/005`]);
    expect([seen, sys.read(authorised)]).toEqual([[4, undefined, 4], '1\n']);
  });

  it('does without the port where that cannot be reset', async () => {
    await reset();
    expect(seen).toEqual([4, undefined, 4]);
  });

  it('leaves a stick alone that came anew by the reset of its port, and one that did not come back', async () => {
    forbid();
    await reset(async () => {
      sys.plug('1-3', mf627(0, 6));
      forbid();
      return true;
    });
    expect(seen).toEqual([4, undefined, 4]);
    await reset(async () => {
      sys.unplug('1-3');
      return true;
    });
    await reset(() => expect.unreachable('nothing is there'));
    expect(seen).toEqual([4, undefined, 4, undefined]);
  });

  it('says that it was away where only the port could be reset', async () => {
    forbid();
    await reset(async () => true);
    expect(seen).toEqual([4, undefined, 4]);
  });

  it('says that it may not', async () => {
    forbid();
    const exit = await reset().catch((error: unknown) => error);
    expect(exit).toEqual(new Exit('usb.reset-refused', '1-3: EISDIR'));
    expect(seen).toEqual([4]);
  });

  it('is done where the stick leaves in that moment', async () => {
    sys.remove(authorised);
    expect(await reset()).toEqual([]);
  });

  it('takes nothing from a stick that nobody wants to be reset any more', async () => {
    let done: (value: boolean) => void = () => undefined;
    const port = new Promise<boolean>((resolve) => {
      done = resolve;
    });
    const looked = vi.fn(bus.look);
    const running = usbReset({ bus: { ...bus, look: looked }, places: sys.places, resetPort: () => port })(
      '1-3',
    ).subscribe();
    running.unsubscribe();
    done(true);
    await vi.waitFor(() => expect(looked).toHaveBeenCalledTimes(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual([4]);
  });

  it('has a real reset that fails quietly where there is no such node', async () => {
    await lastValueFrom(usbReset({ bus, places: sys.places })('1-3').pipe(toArray()));
    sys.node('bus/usb/001/005');
    await lastValueFrom(usbReset({ bus, places: sys.places })('1-3').pipe(toArray()));
    expect(seen).toEqual([4, undefined, 4, undefined, 4]);
  });
});

describe('ioctlAside', () => {
  /** Sets close-on-exec, which harms nobody. */
  const FIOCLEX = 0x5451;

  it('says whether it was done', async () => {
    const file = openSync('/dev/null', 'r');
    expect(await libc().ioctlAside(file, FIOCLEX)).toBe(true);
    expect(await libc().ioctlAside(file, 0x5514)).toBe(false);
    closeSync(file);
  });
});
