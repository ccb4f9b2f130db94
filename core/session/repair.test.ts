import { BehaviorSubject, EMPTY, NEVER, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type FakeAnswers, bench as stageBench } from '../pipeline/stage-tools.test.helper.js';
import type { UsbDevice } from '../pipeline/tools.js';
import { type Bench, repair } from './repair.js';

const here: UsbDevice = { path: '1-3', vendor: '19d2', product: '0031', interfaces: [] };

const mended = (action: Parameters<typeof repair>[0], answers: FakeAnswers = {}, change: Partial<Bench> = {}) => {
  const bus$ = new BehaviorSubject<UsbDevice | undefined>(here);
  const at = stageBench(answers, { usb: { at$: () => bus$, reset: () => EMPTY } });
  const did: string[] = [];
  const so: { over: boolean; error?: unknown } = { over: false };
  repair(action, {
    clock: at.clock,
    limits: at.tools.limits,
    usb: at.tools.usb,
    announceAbsence: () => void did.push('announced'),
    path: '1-3',
    control: () => at.control,
    release: async () => void did.push('released'),
    ...change,
  }).subscribe({
    complete: () => {
      so.over = true;
    },
    error: (error: unknown) => {
      so.error = error;
    },
  });
  return { so, did, bus$, ...at };
};
const leaveAndReturn = async ({ bus$, clock }: ReturnType<typeof mended>) => {
  await clock.run({ limitMs: 100 });
  bus$.next(undefined);
  await clock.run({ limitMs: 1000 });
  bus$.next(here);
};

describe('a repair', () => {
  it.each(['redial', 'next-profile'] as const)('%s does nothing to the modem', (action) => {
    const { so, asked } = mended(action);
    expect([so.over, asked]).toEqual([true, []]);
  });

  it.each([
    ['re-register', ['AT+COPS=0']],
    ['radio-cycle', ['AT+CFUN=4', 'AT+CFUN=1']],
  ] as const)('%s is said to the modem, whatever it answers', async (action, commands) => {
    for (const end of ['ok', 'error', 'timeout', 'closed'] as const) {
      const { so, asked, clock } = mended(action, Object.fromEntries(commands.map((line) => [line, { ends: end }])));
      await clock.run({ limitMs: 130_000 });
      expect([so.over, asked], end).toEqual([true, commands]);
    }
  });

  it('modem-reset lets go of the ports and waits for the way out and back', async () => {
    const reset = mended('modem-reset', { 'AT+CFUN=1,1': { ends: 'ok' } });
    await reset.clock.run({ limitMs: 100 });
    expect([reset.did, reset.so.over]).toEqual([['announced', 'released'], false]);
    await leaveAndReturn(reset);
    expect(reset.so.over).toBe(true);
  });

  it('modem-reset is over at once when the modem refuses: it will not leave', async () => {
    const { so, clock, did } = mended('modem-reset', { 'AT+CFUN=1,1': { ends: 'error' } });
    await clock.run({ limitMs: 100 });
    expect([so.over, did]).toEqual([true, ['announced']]);
  });

  it('usb-reset lets go of the ports first', async () => {
    const reset = mended('usb-reset');
    await leaveAndReturn(reset);
    expect([reset.so.over, reset.did]).toEqual([true, ['announced', 'released']]);
  });

  it.each(['modem-reset', 'usb-reset'] as const)('%s ends in time, whatever hangs', async (action) => {
    for (const change of [{}, { release: () => new Promise<void>(() => undefined) }]) {
      const { so, clock } = mended(action, { 'AT+CFUN=1,1': { ends: 'ok' } }, change);
      await clock.run({ limitMs: 21_000 });
      expect([so.over, clock.booked]).toEqual([true, 0]);
    }
    const usb = { at$: () => NEVER, switchMode: () => NEVER, bindDriver: () => NEVER, reset: () => NEVER };
    const { so, clock } = mended(action, {}, { usb });
    await clock.run({ limitMs: 21_000 });
    expect(so.over).toBe(true);
  });

  it('that fails says so: it is an exit like any other', async () => {
    const reset = () => throwError(() => new Error('not permitted'));
    const { so, clock } = mended(
      'usb-reset',
      {},
      {
        usb: { at$: () => NEVER, switchMode: () => NEVER, bindDriver: () => NEVER, reset },
      },
    );
    await clock.run({ limitMs: 100 });
    expect(so.error).toEqual(new Error('not permitted'));
  });
});
