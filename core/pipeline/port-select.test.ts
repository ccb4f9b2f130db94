import type { DeviceDefinition } from '@dialtone/plugins';
import { BehaviorSubject, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
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
const selected = (first: UsbDevice, ports: DeviceDefinition['ports'] = { 0: 'diag', 1: 'at', 3: 'data' }) => {
  const bus$ = new BehaviorSubject<UsbDevice | undefined>(first);
  const opened: string[] = [];
  const at = bench({}, { usb: { at$: () => bus$ } });
  const control = (place: { readonly path: string }) => {
    opened.push(place.path);
    return of(at.control);
  };
  const tools = { ...at.tools, ports: { ...at.tools.ports, control } };
  const device = definition(ports);
  const known = { plugged: first, usb: first, device, candidates: [device] };
  return { so: outcome(of(known).pipe(portSelect(tools))), bus$, opened, clock: at.clock };
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
      await walked.clock.run({ limitMs: 6000 });
      expect(walked.so.exit).toBe('port-select.no-tty');
    }
  });

  it('opens nothing when no interface has a role', () => {
    expect(selected(usb(tty(0)), { 0: 'diag' }).so.exit).toBe('port-select.no-roles');
  });

  it('uses a single port for both', () => {
    expect(places(selected(usb(tty(0)), { 0: 'at' }))).toEqual(['/dev/tty0', '/dev/tty0']);
  });
});
