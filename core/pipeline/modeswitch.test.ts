import type { DeviceDefinition } from '@dialtone/plugins';
import {
  BehaviorSubject,
  concat,
  EMPTY,
  map,
  NEVER,
  type Observable,
  of,
  type SchedulerLike,
  throwError,
  timer,
} from 'rxjs';
import { describe, expect, it } from 'vitest';
import { Exit } from '../facts/exit.js';
import type { FactBody } from '../facts/fact.js';
import { limits } from './limits.js';
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
const walked = (
  plugged: UsbDevice,
  recipe = stick,
  says: (clock: SchedulerLike) => Observable<FactBody> = () => EMPTY,
) => {
  const bus$ = new BehaviorSubject<UsbDevice | undefined>(plugged);
  const announced: number[] = [];
  let switches = 0;
  const at = bench(
    {},
    {
      usb: {
        at$: () => bus$,
        switchMode: () => {
          switches += 1;
          return says(at.clock);
        },
      },
      tools: { announceAbsence: () => void announced.push(at.clock.now()) },
    },
  );
  const so = outcome(of({ plugged, device: recipe, candidates: [recipe] }).pipe(modeswitch(at.tools)));
  return { so, bus$, announced, clock: at.clock, facts: at.facts, switches: () => switches };
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

  it('gives the stick its whole time from the last thing that was done about it, and says each', async () => {
    const waited: FactBody = { fact: 'modeswitch.awaited', rule: 'a.rules', limitMs: 8000 };
    const sent: FactBody = { fact: 'modeswitch.sent', method: 'eject' };
    const { so, announced, facts, clock } = walked(seen('2000', 'storage'), stick, (time) =>
      concat(of(waited), timer(8000, time).pipe(map(() => sent))),
    );
    await clock.run({ limitMs: 8000 + limits.reenumerate - 1 });
    expect([so.exit, announced]).toEqual([undefined, [0, 0, 8000]]);
    expect(facts.filter(({ fact }) => fact.startsWith('modeswitch.'))).toEqual([waited, sent]);
    await clock.run({ limitMs: 2 });
    expect(so.exit).toBe('modeswitch.not-returned');
  });

  it('gives no more time to one that has left, whatever is said about it', async () => {
    const { so, bus$, clock } = walked(seen('2000', 'storage'), stick, (time) =>
      timer(3000, time).pipe(map((): FactBody => ({ fact: 'modeswitch.tool-ended', status: 0, said: '' }))),
    );
    await clock.run({ limitMs: 1000 });
    bus$.next(undefined);
    await clock.run({ limitMs: limits.reenumerate - 1000 });
    expect(so.exit).toBe('modeswitch.not-returned');
  });

  it('ends with what the switch ends with', () => {
    const refused = () => throwError(() => new Exit('modeswitch.refused', 'no'));
    expect(walked(seen('2000', 'storage'), stick, refused).so).toEqual({ exit: 'modeswitch.refused', detail: 'no' });
  });

  it('knows no way to switch a CD-ROM without a recipe', () => {
    const { modeSwitch: _, ...value } = stick.value;
    expect(walked(seen('2000', 'storage'), { ...stick, value }).so.exit).toBe('modeswitch.no-recipe');
  });
});
