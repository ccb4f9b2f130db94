import type { DeviceDefinition } from '@dialtone/plugins';
import { BehaviorSubject, EMPTY, type Observable, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { FactBody } from '../facts/fact.js';
import { limits } from './limits.js';
import { portSelect } from './port-select.js';
import { bench, outcome } from './stage-tools.test.helper.js';
import type { Contributed, UsbDevice, UsbInterface } from './tools.js';

const definition = (ports: DeviceDefinition['ports']): Contributed<DeviceDefinition> => ({
  plugin: 'acme',
  value: { id: 'stick', model: 'Stick', source: 'test', match: { usb: [] }, ports },
});
const tty = (number: number): UsbInterface => ({ number, kind: 'serial', tty: `/dev/tty${number}` });
const usb = (...interfaces: readonly UsbInterface[]): UsbDevice => ({
  path: '1-3',
  vendor: '19d2',
  product: '0031',
  interfaces,
});
const selected = (
  first: UsbDevice,
  ports: DeviceDefinition['ports'] = { 0: 'diag', 1: 'at', 3: 'data' },
  says: Observable<FactBody> = EMPTY,
) => {
  const asked: { readonly at: number; readonly interfaces: readonly number[] }[] = [];
  const bus$ = new BehaviorSubject<UsbDevice | undefined>(first);
  const opened: string[] = [];
  const bindDriver = (_: UsbDevice, interfaces: readonly number[]) => {
    asked.push({ at: at.clock.now(), interfaces });
    return says;
  };
  const at = bench({}, { usb: { at$: () => bus$, bindDriver } });
  const control = (place: { readonly path: string }) => {
    opened.push(place.path);
    return of(at.control);
  };
  const tools = { ...at.tools, ports: { ...at.tools.ports, control } };
  const device = definition(ports);
  const known = { plugged: first, usb: first, device, candidates: [device] };
  return { so: outcome(of(known).pipe(portSelect(tools))), bus$, opened, asked, clock: at.clock, facts: at.facts };
};
const places = ({ so }: ReturnType<typeof selected>) => [so.value?.controlPort.path, so.value?.dataPort.path];

describe('port-select', () => {
  it('waits for every interface that has a role: a stick that is still growing has not a single port', () => {
    const walked = selected(usb(tty(0), tty(1)));
    expect(walked.opened).toEqual([]);
    walked.bus$.next(usb(tty(0), tty(1), { number: 3, kind: 'serial' }));
    expect(walked.opened).toEqual([]);
    walked.bus$.next(usb(tty(0), tty(1), tty(3)));
    expect(places(walked)).toEqual(['/dev/tty1', '/dev/tty3']);
    expect(walked.opened).toEqual(['/dev/tty1']);
  });

  it('takes a variant that lacks one of them with what it has, when the limit has passed', async () => {
    const walked = selected(usb(tty(0), tty(3)));
    await walked.clock.run({ limitMs: 6000 });
    expect(places(walked)).toEqual(['/dev/tty3', '/dev/tty3']);
  });

  it('has nothing to take where no driver makes ttys, and where only others have one', async () => {
    for (const bare of [usb({ number: 1, kind: 'serial' }, { number: 3, kind: 'serial' }), usb(tty(0))]) {
      const walked = selected(bare);
      await walked.clock.run({ limitMs: limits.ttys - 1 });
      expect(walked.so.exit).toBeUndefined();
      await walked.clock.run({ limitMs: 2 });
      expect([walked.so.exit, walked.asked]).toEqual(['port-select.no-tty', []]);
    }
  });

  const free: UsbInterface[] = [0, 1, 3].map((number) => ({ number, kind: 'serial', driver: 'none' }));
  const reader: UsbInterface = { number: 2, kind: 'storage', driver: 'usb-storage' };
  const bound: FactBody = { fact: 'driver.bound', driver: 'option1', id: '19d2 0031 ff' };

  it('has a driver bound where nobody claims what has a role, once, and gives it the whole time for its ttys', async () => {
    const walked = selected(usb(...free, reader), undefined, of(bound));
    await walked.clock.run({ limitMs: limits.driver - 1 });
    expect(walked.asked).toEqual([]);
    await walked.clock.run({ limitMs: limits.ttys });
    expect(walked.asked).toEqual([{ at: limits.driver, interfaces: [0, 1, 3] }]);
    expect(walked.facts).toContainEqual(bound);
    expect(walked.so.exit).toBeUndefined();
    walked.bus$.next(usb(tty(0), tty(1), reader, tty(3)));
    expect(places(walked)).toEqual(['/dev/tty1', '/dev/tty3']);
  });

  it('says that no driver took it where none did', async () => {
    const walked = selected(usb(...free, reader));
    await walked.clock.run({ limitMs: limits.driver + limits.ttys + 1 });
    expect([walked.so.exit, walked.so.detail]).toEqual(['port-select.no-driver', '19d2:0031']);
  });

  it('leaves it to the driver that claims one in time, and misses its ttys only', async () => {
    const walked = selected(usb(...free));
    await walked.clock.run({ limitMs: 1000 });
    walked.bus$.next(usb(...free.slice(1), { number: 0, kind: 'serial', driver: 'option' }));
    await walked.clock.run({ limitMs: limits.ttys + 1 });
    expect([walked.so.exit, walked.asked]).toEqual(['port-select.no-tty', []]);
  });

  it('asks for no driver for what has no role, and none where a tty shows that one is there', async () => {
    for (const claimed of [usb({ number: 7, kind: 'serial', driver: 'none' }), usb(tty(0), ...free.slice(1))]) {
      const walked = selected(claimed);
      await walked.clock.run({ limitMs: 20_000 });
      expect([walked.so.exit, walked.asked]).toEqual(['port-select.no-tty', []]);
    }
  });

  it('has only what may be serial claimed', async () => {
    const walked = selected(usb(free[1] ?? expect.unreachable(), { number: 3, kind: 'other', driver: 'none' }));
    await walked.clock.run({ limitMs: limits.driver });
    expect(walked.asked.map(({ interfaces }) => interfaces)).toEqual([[1]]);
  });

  it('opens nothing when no interface has a role', () => {
    expect(selected(usb(tty(0)), { 0: 'diag' }).so.exit).toBe('port-select.no-roles');
  });

  it('uses a single port for both', () => {
    expect(places(selected(usb(tty(0)), { 0: 'at' }))).toEqual(['/dev/tty0', '/dev/tty0']);
  });
});
