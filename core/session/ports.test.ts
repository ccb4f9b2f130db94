import { NEVER, of, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { OpenSerial } from '../at/byte-stream.js';
import { limits } from '../pipeline/limits.js';
import { outcome } from '../pipeline/stage-tools.test.helper.js';
import { VirtualClock } from '../sim/virtual-clock.js';
import { Lifetime } from './lifetime.js';
import { createPorts } from './ports.js';

const places = { control: { port: 1, path: 'control' }, data: { port: 3, path: 'data' } };

const opened = (openSerial?: OpenSerial) => {
  const clock = new VirtualClock();
  const lifetimes = { plug: new Lifetime(clock, 1000), walk: new Lifetime(clock, 1000) };
  const order: string[] = [];
  const wires = new Map<string, Subject<Uint8Array>>();
  const open: OpenSerial = (path) => {
    const bytes$ = new Subject<Uint8Array>();
    wires.set(path, bytes$);
    order.push(`opened ${path}`);
    const close = async () => void order.push(`closed ${path}`);
    const handOver = async () => {
      order.push(`handed over ${path}`);
      return () => void order.push(`let go ${path}`);
    };
    return of({ path, bytes$, write: () => undefined, close, tty: { path, handOver } });
  };
  const ports = createPorts(openSerial ?? open, { clock, limits, report: () => undefined }, lifetimes);
  return { clock, ports, lifetimes, order, hangUp: (path: string) => wires.get(path)?.complete() };
};

describe("a stick's ports", () => {
  it('the control port lives as long as the plug, the data port as long as the walk', async () => {
    const { ports, lifetimes, order } = opened();
    outcome(ports.control(places.control));
    outcome(ports.data(places.data));
    await lifetimes.walk.close();
    expect([order.at(-1), ports.controlChannel() === undefined]).toEqual(['closed data', false]);
    await lifetimes.plug.close();
    expect([order.at(-1), ports.controlChannel()]).toEqual(['closed control', undefined]);
  });

  it('an open that takes too long is a busy port, and no wait for ever', async () => {
    const { ports, clock } = opened(() => NEVER);
    const so = outcome(ports.control(places.control));
    await clock.run({ limitMs: limits.openPort });
    expect(so.exit).toBe('port-select.busy');
  });

  it('tell when one of them has gone by itself, until it is closed', async () => {
    const { ports, lifetimes, hangUp } = opened();
    outcome(ports.control(places.control));
    outcome(ports.data(places.data));
    expect(ports.haveGone()).toBe(false);
    hangUp('data');
    expect([ports.haveGone(), ports.controlChannel() === undefined]).toEqual([true, false]);
    await lifetimes.walk.close();
    expect(ports.haveGone()).toBe(false);
    hangUp('control');
    expect([ports.haveGone(), ports.controlChannel()]).toEqual([true, undefined]);
  });

  it('closing one is no hang-up', async () => {
    const { ports, lifetimes } = opened();
    outcome(ports.control(places.control));
    await lifetimes.plug.close();
    expect(ports.haveGone()).toBe(false);
  });

  it.each([
    ['of two', places.data],
    ['the only one', places.control],
  ])('a port that was handed over (%s) has not gone, and is given back when the engine has ended', async (_, place) => {
    const { ports, lifetimes, order, hangUp } = opened();
    outcome(ports.control(places.control));
    const call = outcome(ports.data(place)).value?.data();
    let pppdEnds: () => void = () => undefined;
    const pppd = new Promise<void>((resolve) => {
      pppdEnds = resolve;
    });
    lifetimes.walk.defer(() => pppd.then(() => order.push('pppd ended')));
    await call?.tty?.handOver();
    hangUp(place.path);
    expect(ports.haveGone()).toBe(false);
    const closed = lifetimes.walk.close();
    await Promise.resolve();
    expect(order.at(-1)).toBe(`handed over ${place.path}`);
    pppdEnds();
    await closed;
    expect(order.slice(-2)).toEqual(['pppd ended', `closed ${place.path}`]);
    expect([ports.haveGone(), ports.wasCalledOn()]).toEqual([false, place === places.control]);
  });

  it('the only port is lent to a call, and taken back at its end', async () => {
    const { ports, lifetimes, order } = opened();
    outcome(ports.control(places.control));
    const so = outcome(ports.data(places.control));
    expect(order).toEqual(['opened control']);
    await lifetimes.walk.close();
    expect(ports.controlChannel(), 'it did not come to a call').toBeDefined();
    outcome(ports.data(places.control)).value?.data();
    expect([so.value?.port, ports.controlChannel(), ports.wasCalledOn()]).toEqual([1, undefined, false]);
    await lifetimes.walk.close();
    expect([order.at(-1), ports.wasCalledOn()]).toEqual(['closed control', true]);
    outcome(ports.control(places.control));
    expect([ports.controlChannel() === undefined, ports.wasCalledOn()]).toEqual([false, false]);
  });
});
