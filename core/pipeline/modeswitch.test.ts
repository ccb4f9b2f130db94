import type { DeviceDefinition } from '@dialtone/plugins';
import { BehaviorSubject, EMPTY, NEVER, of } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { modeswitch } from './modeswitch.js';
import { bench, outcome } from './stage-tools.test.helper.js';
import type { Contributed, UsbDevice } from './tools.js';

const stick: Contributed<DeviceDefinition> = {
  plugin: 'acme',
  value: {
    id: 'stick',
    model: 'Stick',
    source: 'test',
    match: { usb: ['2000', '0031', '0021'].map((product) => ({ vendor: '19d2', product })) },
    modeSwitch: { method: 'eject', becomes: ['0031'] },
    ports: { 1: 'at' },
  },
};
const seen = (product: string, kind: 'serial' | 'storage'): UsbDevice => ({
  path: '1-3',
  vendor: '19d2',
  product,
  interfaces: [{ number: 0, kind }],
});
const walked = (plugged: UsbDevice, recipe = stick) => {
  const bus$ = new BehaviorSubject<UsbDevice | undefined>(plugged);
  let switches = 0;
  const at = bench(
    {},
    {
      usb: {
        at$: () => bus$,
        switchMode: () => {
          switches += 1;
          return EMPTY;
        },
      },
    },
  );
  const so = outcome(of({ plugged, device: recipe, candidates: [recipe] }).pipe(modeswitch(at.tools)));
  return { so, bus$, clock: at.clock, switches: () => switches };
};

describe('modeswitch', () => {
  it.each([
    ['that it becomes', '0031'],
    ['that no switch leads to', '0021'],
  ])('leaves a stick alone that has serial ports already, with an id %s', (_, product) => {
    const { so, switches } = walked(seen(product, 'serial'));
    expect([so.value?.usb.product, switches()]).toEqual([product, 0]);
  });

  it('switches a CD-ROM and waits for what it becomes', () => {
    const { so, bus$, switches } = walked(seen('2000', 'storage'));
    bus$.next(undefined);
    expect(so.value).toBeUndefined();
    bus$.next(seen('0031', 'serial'));
    expect([so.value?.usb.product, switches()]).toEqual(['0031', 1]);
  });

  it.each([
    ['comes back as it was', '2000'],
    ['comes back as something else', '9999'],
  ])('says so when it %s', (_, product) => {
    const { so, bus$ } = walked(seen('2000', 'storage'));
    bus$.next(undefined);
    bus$.next(seen(product, 'storage'));
    expect(so).toEqual({ exit: 'modeswitch.unchanged', detail: `19d2:${product}` });
  });

  it('waits no longer than the limit, also for a switch that never returns', async () => {
    const { so, clock } = walked(seen('2000', 'storage'));
    await clock.run({ limitMs: 30_000 });
    expect(so.exit).toBe('modeswitch.not-returned');
    const at = bench({}, { usb: { at$: () => NEVER, switchMode: () => NEVER } });
    const stuck = outcome(
      of({ plugged: seen('2000', 'storage'), device: stick, candidates: [stick] }).pipe(modeswitch(at.tools)),
    );
    await at.clock.run({ limitMs: 30_000 });
    expect(stuck.exit).toBe('modeswitch.not-returned');
  });

  it('knows no way to switch a CD-ROM without a recipe', () => {
    const { modeSwitch: _, ...value } = stick.value;
    expect(walked(seen('2000', 'storage'), { ...stick, value }).so.exit).toBe('modeswitch.no-recipe');
  });
});
