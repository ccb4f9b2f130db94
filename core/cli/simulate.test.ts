import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { EMPTY } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Io } from './main.js';
import type { SimulateFlags } from './program.js';
import type { Simulate } from './run.js';
import { simulate } from './simulate.js';

const flags: SimulateFlags = { misbehave: [], json: false };
const fakeIo = (): Io => ({
  stdout: new PassThrough() as unknown as NodeJS.WriteStream,
  stderr: { write: () => undefined },
  env: {},
  signals: new EventEmitter(),
});

const started = async (stick: string | undefined, changed: Partial<SimulateFlags>): Promise<Simulate | undefined> => {
  let seen: Simulate | undefined;
  await simulate(stick, { ...flags, ...changed }, fakeIo(), async (options) => {
    seen = options;
    return { facts$: EMPTY, stop: () => undefined };
  });
  return seen;
};

describe('dialtone simulate', () => {
  it('starts on ttys, or on USB where asked to', async () => {
    const stick = { device: 'mf627', carrier: 'three-uk', misbehave: ['echo-on'] };
    expect(await started('MF627@three-uk', { misbehave: ['echo-on'] })).toEqual(stick);
    expect(await started('mf627@three-uk', { misbehave: ['echo-on'], usbip: true })).toEqual({ ...stick, usbip: true });
  });

  it('lists what can go wrong, and nothing else with it', async () => {
    expect(await started(undefined, { list: true })).toBeUndefined();
    await expect(started(undefined, { list: true, usbip: true })).rejects.toThrow('--list only says');
  });
});
