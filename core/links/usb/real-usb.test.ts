import { asyncScheduler, lastValueFrom, type SchedulerAction, type SchedulerLike, toArray } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../facts/usage-error.js';
import { limits } from '../../pipeline/limits.js';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { type FakeSysfs, fakeSysfs, mf627, zeroCd } from './fake-sysfs.test.helper.js';
import { type RealUsb, realUsb } from './real-usb.js';
import type { Hint } from './udev-lines.js';
import type { HintSource } from './udev-monitor.js';

let sys: FakeSysfs;
let bus: RealUsb | undefined;
beforeEach(() => {
  sys = fakeSysfs();
});
afterEach(async () => {
  await bus?.dispose();
  bus = undefined;
  sys.end();
});

const knows = ({ vendor }: { readonly vendor: string }) => vendor === '19d2';
const stopped = vi.fn();

/** Hints that the test gives. */
const byHand = () => {
  let told: (hint: Hint) => void = () => undefined;
  const hints: HintSource = (tell) => {
    told = tell;
    tell({ kind: 'ready' });
    return async () => stopped();
  };
  return { hints, tell: (hint: Hint) => told(hint), changed: (path: string) => told({ kind: 'changed', path }) };
};
const started = async (hints: HintSource, clock: SchedulerLike = asyncScheduler) => {
  const made = await realUsb({ clock, limits, knows, places: sys.places, hints });
  bus = made;
  const plugs: string[] = [];
  made.plugs$.subscribe(({ path, product }) => plugs.push(`${path} ${product}`));
  const at = (path: string) => {
    const seen: (readonly [string, number] | undefined)[] = [];
    made.usb
      .at$(path)
      .subscribe((device) =>
        seen.push(device && [device.product, device.interfaces.filter(({ tty }) => tty !== undefined).length]),
      );
    return seen;
  };
  return { plugs, at, usb: made.usb };
};

describe('realUsb', () => {
  it('has seen what is plugged already, and nothing that is no modem', async () => {
    sys.plug('1-3', zeroCd());
    sys.plug('1-4', { vendor: '046d', product: 'c31c', interfaces: [{ number: 0, codes: ['03', '01', '01'] }] });
    sys.plug('1-5', {
      vendor: '2341',
      product: '0043',
      interfaces: [{ number: 0, driver: 'cdc_acm', tty: 'ttyACM0' }],
    });
    sys.plug('1-6', { vendor: '1bc7', product: '0021', interfaces: [{ number: 0, driver: 'option' }] });
    sys.plug('1-7', { ...mf627(9), deviceClass: '09' });
    const { plugs, at } = await started(byHand().hints);
    expect(plugs.sort()).toEqual(['1-3 2000', '1-6 0021']);
    expect(at('1-5')).toEqual([['0043', 1]]);
  });

  it('follows a switch and a stick that grows, by hints', async () => {
    const { hints, changed } = byHand();
    sys.plug('1-3', zeroCd());
    const { plugs, at } = await started(hints);
    const seen = at('1-3');
    sys.unplug('1-3');
    changed('1-3');
    await vi.waitFor(() => expect(seen).toEqual([['2000', 0], undefined]));
    sys.plug('1-3', mf627(0));
    sys.remove('dev/ttyUSB2');
    changed('1-3');
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['0031', 2]));
    sys.node('ttyUSB2');
    changed('1-3');
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['0031', 3]));
    expect([seen.length, plugs]).toEqual([4, ['1-3 2000', '1-3 0031']]);
  });

  it('looks everywhere again when its listener begins anew', async () => {
    const { hints, tell } = byHand();
    const { plugs } = await started(hints);
    sys.plug('2-1.4', mf627(0));
    tell({ kind: 'ready' });
    await vi.waitFor(() => expect(plugs).toEqual(['2-1.4 0031']));
  });

  it('sees what is there even where its listener never begins', async () => {
    sys.plug('1-3', zeroCd());
    const waits: number[] = [];
    const hurried: SchedulerLike = {
      now: () => 0,
      schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, ms = 0, state?: T) => {
        waits.push(ms);
        return asyncScheduler.schedule(work, 0, state);
      },
    };
    const { plugs } = await started(() => async () => undefined, hurried);
    expect([plugs, waits]).toEqual([['1-3 2000'], [5_000]]);
  });

  it('waits for nothing any more once it has looked', async () => {
    const clock = new VirtualClock();
    await started(byHand().hints, clock);
    expect(clock.booked).toBe(0);
  });

  it('listens with udevadm, and says what to install where that is missing', async () => {
    await expect(realUsb({ clock: asyncScheduler, limits, knows, places: sys.places })).rejects.toThrow(UsageError);
    sys.program('udevadm', 'echo "KERNEL - the kernel uevent"; exec sleep 60');
    sys.plug('1-3', zeroCd());
    bus = await realUsb({ clock: asyncScheduler, limits, knows, places: sys.places });
    const plugs: string[] = [];
    bus.plugs$.subscribe(({ path }) => plugs.push(path));
    expect(plugs).toEqual(['1-3']);
  });

  it('gives the driver back what it was told, and stops listening, at its end', async () => {
    sys.write('sys/bus/usb-serial/drivers/option1/new_id', '');
    sys.program('rmmod', 'exit 0');
    sys.plug('1-3', { interfaces: [{ number: 0 }] });
    const report = vi.fn();
    stopped.mockClear();
    const made = await realUsb({
      clock: asyncScheduler,
      limits,
      knows,
      report,
      places: sys.places,
      hints: byHand().hints,
    });
    let ended = false;
    made.plugs$.subscribe({
      complete: () => {
        ended = true;
      },
    });
    const device = { path: '1-3', vendor: '19d2', product: '0031', interfaces: [] };
    expect(await lastValueFrom(made.usb.bindDriver(device, [0]).pipe(toArray()))).toHaveLength(1);
    await made.dispose();
    expect(report.mock.calls).toEqual([[{ fact: 'driver.released', driver: 'option1', id: '19d2 0031 ff' }]]);
    expect([ended, stopped.mock.calls.length]).toEqual([true, 1]);
  });
});
