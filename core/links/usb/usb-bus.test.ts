import { describe, expect, it } from 'vitest';
import type { UsbDevice } from '../../pipeline/tools.js';
import type { Sighting } from './read-device.js';
import { usbBus } from './usb-bus.js';

const sighting = (path: string, number: number, product = '0031'): Sighting => ({
  device: { path, vendor: '19d2', product, interfaces: [] },
  bus: 1,
  number,
  classes: new Map(),
});

/** A bus with these devices on it, whose reads can be held up. */
const busWith = (...there: readonly Sighting[]) => {
  const unknown = new Set(['9999']);
  const shown = new Map<string, Sighting | undefined>(there.map((one) => [one.device.path, one]));
  const reads: string[] = [];
  let gate = Promise.resolve();
  const bus = usbBus({
    read: async (path) => {
      reads.push(path);
      await gate;
      return shown.get(path);
    },
    paths: async () => [...shown.keys()].filter((path) => shown.get(path) !== undefined),
    isModem: ({ product }) => !unknown.has(product),
  });
  const plugs: string[] = [];
  bus.plugs$.subscribe(({ path, product }) => plugs.push(`${path} ${product}`));
  const at = (path: string) => {
    const seen: (string | undefined)[] = [];
    bus.at$(path).subscribe((device) => seen.push(device?.product));
    return seen;
  };
  const hold = (): (() => void) => {
    let open: () => void = () => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return open;
  };
  return { bus, shown, reads, plugs, at, hold, learns: (product: string) => unknown.delete(product) };
};

describe('usbBus', () => {
  it('shows what is there first, and then each change once', async () => {
    const { bus, shown, at } = busWith(sighting('1-3', 4, '2000'));
    await bus.lookEverywhere();
    const seen = at('1-3');
    expect(seen).toEqual(['2000']);
    await bus.look('1-3');
    shown.delete('1-3');
    await bus.look('1-3');
    await bus.look('1-3');
    shown.set('1-3', sighting('1-3', 5));
    await bus.look('1-3');
    expect(seen).toEqual(['2000', undefined, '0031']);
    expect([at('1-3'), at('1-4')]).toEqual([['0031'], [undefined]]);
  });

  it('tells of one that turns out to be a modem, once, when somebody has learnt what it is', async () => {
    const { bus, plugs, learns } = busWith(sighting('1-3', 4), sighting('1-4', 5, '9999'));
    await bus.lookEverywhere();
    bus.judgeAnew();
    expect(plugs).toEqual(['1-3 0031']);
    learns('9999');
    bus.judgeAnew();
    bus.judgeAnew();
    expect(plugs).toEqual(['1-3 0031', '1-4 9999']);
  });

  it('says that it was away when it came back between two looks', async () => {
    const { bus, shown, at, plugs } = busWith(sighting('1-3', 4));
    await bus.lookEverywhere();
    const seen = at('1-3');
    const before = bus.now('1-3')?.plug;
    shown.set('1-3', sighting('1-3', 5));
    await bus.look('1-3');
    expect(seen).toEqual(['0031', undefined, '0031']);
    expect(plugs).toEqual(['1-3 0031', '1-3 0031']);
    expect(bus.now('1-3')?.plug).not.toBe(before);
    shown.set('1-3', { ...sighting('1-3', 5), bus: 2 });
    await bus.look('1-3');
    expect(seen).toHaveLength(5);
  });

  it('keeps the plug while only its interfaces change', async () => {
    const { bus, shown, at, plugs } = busWith(sighting('1-3', 4));
    await bus.lookEverywhere();
    const seen = at('1-3');
    const before = bus.now('1-3')?.plug;
    const grown = sighting('1-3', 4);
    shown.set('1-3', { ...grown, device: { ...grown.device, interfaces: [{ number: 1, kind: 'serial' }] } });
    await bus.look('1-3');
    expect([seen, plugs]).toEqual([['0031', '0031'], ['1-3 0031']]);
    expect(bus.now('1-3')?.plug).toBe(before);
  });

  it('shows two sticks that change places as two that were away', async () => {
    const { bus, shown, at, plugs } = busWith(sighting('1-1', 4, 'aaaa'), sighting('1-2', 5, 'bbbb'));
    await bus.lookEverywhere();
    const [first, second] = [at('1-1'), at('1-2')];
    shown.set('1-1', sighting('1-1', 7, 'bbbb')).set('1-2', sighting('1-2', 6, 'aaaa'));
    await bus.lookEverywhere();
    expect(first).toEqual(['aaaa', undefined, 'bbbb']);
    expect(second).toEqual(['bbbb', undefined, 'aaaa']);
    expect(plugs).toEqual(['1-1 aaaa', '1-2 bbbb', '1-1 bbbb', '1-2 aaaa']);
  });

  it('looks where something was, too', async () => {
    const { bus, shown, at } = busWith(sighting('1-3', 4));
    await bus.lookEverywhere();
    const seen = at('1-3');
    shown.delete('1-3');
    await bus.lookEverywhere();
    expect(seen).toEqual(['0031', undefined]);
  });

  it('gives who comes late those that are there, and begins nothing for what is no modem', async () => {
    const { bus, plugs } = busWith(sighting('1-3', 4), sighting('1-4', 5, '9999'));
    await bus.lookEverywhere();
    const late: UsbDevice[] = [];
    bus.plugs$.subscribe((device) => late.push(device));
    expect([plugs, late.map(({ path }) => path)]).toEqual([['1-3 0031'], ['1-3']]);
  });

  it('shows one that turns out to be a modem later', async () => {
    const { bus, shown, plugs } = busWith(sighting('1-3', 4, '9999'));
    await bus.lookEverywhere();
    expect(plugs).toEqual([]);
    shown.set('1-3', sighting('1-3', 4));
    await bus.look('1-3');
    expect(plugs).toEqual(['1-3 0031']);
  });

  it('looks once for all that ask while one waits to begin, and once more for who asks while it reads', async () => {
    const { bus, shown, reads, hold, at } = busWith();
    const seen = at('1-3');
    const open = hold();
    const early = [bus.look('1-3'), bus.look('1-3')];
    await new Promise(setImmediate);
    expect(reads).toEqual(['1-3']);
    const late = [bus.look('1-3'), bus.look('1-3')];
    await new Promise(setImmediate);
    expect(reads).toEqual(['1-3']);
    shown.set('1-3', sighting('1-3', 4));
    open();
    await Promise.all([...early, ...late]);
    expect([reads.length, seen]).toEqual([2, [undefined, '0031']]);
  });

  it('looks at one place while another is held up', async () => {
    const { bus, reads, hold } = busWith();
    const open = hold();
    const looks = [bus.look('1-3'), bus.look('1-4')];
    await new Promise(setImmediate);
    expect(reads).toEqual(['1-3', '1-4']);
    open();
    await Promise.all(looks);
  });

  it('says that one was away that nobody saw leaving', async () => {
    const { bus, at } = busWith(sighting('1-3', 4));
    await bus.lookEverywhere();
    const seen = at('1-3');
    await bus.wasAway('1-3');
    expect(seen).toEqual(['0031', undefined, '0031']);
  });

  it('ends its streams with itself', () => {
    const { bus } = busWith();
    const ended: string[] = [];
    bus.plugs$.subscribe({ complete: () => ended.push('plugs') });
    bus.at$('1-3').subscribe({ complete: () => ended.push('at') });
    bus.dispose();
    expect(ended.sort()).toEqual(['at', 'plugs']);
  });
});
