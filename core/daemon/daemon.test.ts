import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import type { Wanted } from '../facts/wanted.js';
import { limits } from '../pipeline/limits.js';
import { VirtualClock } from '../sim/virtual-clock.js';
import { type VirtualWorld } from '../sim/virtual-world.js';
import { composedOn, device, worldAt } from './composed-on.test.helper.js';
import { daemon } from './daemon.js';

/** A daemon on several virtual buses, in virtual time. */
const started = async (
  clock: VirtualClock,
  worlds: readonly VirtualWorld[],
  { once = false, wanted = { level: 'online', overrides: {} } }: { once?: boolean; wanted?: Wanted } = {},
) => {
  const { composition, plugs$ } = await composedOn(clock, worlds, { wanted });
  const running = daemon(composition, { plugs$, once, opening: [{ fact: 'dialtone.started', version: 'test' }] });
  const so: { facts: Fact[]; over: boolean; error?: unknown } = { facts: [], over: false };
  const begin = () =>
    running.facts$.subscribe({
      next: (fact) => void so.facts.push(fact),
      complete: () => {
        so.over = true;
      },
      error: (error: unknown) => {
        so.error = error;
      },
    });
  const portsOpen = () => worlds.reduce((sum, world) => sum + world.stats().portsOpen, 0);
  return { so, begin, stop: running.stop, composition, portsOpen };
};

const names = (facts: readonly Fact[]) => facts.map(({ fact }) => fact);
const verdicts = (facts: readonly Fact[]) => facts.flatMap((fact) => (fact.fact === 'verdict' ? fact : []));

describe('the daemon without a stick', () => {
  it('--once: says that it waits, and ends with no-usb-modem when the limit has passed', async () => {
    const clock = new VirtualClock();
    const { so, begin } = await started(clock, [worldAt(clock, '1-3')], { once: true });
    begin();
    await clock.run({ until: () => so.over, limitMs: 60_000 });
    expect(so.over).toBe(true);
    expect(clock.now()).toBe(limits.noStick);
    expect(names(so.facts)).toEqual(['dialtone.started', 'dialtone.waiting', 'walk.ended', 'verdict']);
    expect(verdicts(so.facts)).toMatchObject([
      { online: false, stage: 'detect', causes: [{ id: 'no-usb-modem', evidence: [{ fact: 'walk.ended' }] }] },
    ]);
  });

  it('--once: does not give that verdict when a stick comes in time', async () => {
    const clock = new VirtualClock();
    const world = worldAt(clock, '1-3');
    const { so, begin, portsOpen } = await started(clock, [world], { once: true });
    begin();
    clock.schedule(() => world.plug(), limits.noStick - 1);
    await clock.run({ until: () => so.over, limitMs: 120_000 });
    expect(verdicts(so.facts)).toMatchObject([{ online: true }]);
    expect([so.over, portsOpen()]).toEqual([true, 0]);
  });

  it('waits for ever, and says so once', async () => {
    const clock = new VirtualClock();
    const { so, begin, stop } = await started(clock, [worldAt(clock, '1-3')]);
    begin();
    await clock.run({ limitMs: 86_400_000 });
    expect(names(so.facts)).toEqual(['dialtone.started', 'dialtone.waiting']);
    stop();
    await clock.run({ until: () => so.over, limitMs: 1000 });
    expect(so.over).toBe(true);
  });
});

describe('the daemon is told to stop', () => {
  it.each([
    ['before it has begun', ['stop', 'begin']],
    ['as soon as it has begun', ['begin', 'stop']],
    ['twice', ['begin', 'stop', 'stop']],
  ] as const)('%s, before any plug', async (_, order) => {
    const clock = new VirtualClock();
    const { so, begin, stop } = await started(clock, [worldAt(clock, '1-3')]);
    for (const what of order) what === 'stop' ? stop() : begin();
    await clock.run({ until: () => so.over, limitMs: 1000 });
    expect([so.over, names(so.facts)[0]]).toEqual([true, 'dialtone.started']);
  });

  it('while it is online: hangs up, closes everything, tells it, and is over', async () => {
    const clock = new VirtualClock();
    const world = worldAt(clock, '1-3');
    const { so, begin, stop, portsOpen } = await started(clock, [world]);
    begin();
    world.plug();
    await clock.run({ until: () => verdicts(so.facts).length > 0, limitMs: 60_000 });
    stop();
    stop();
    await clock.run({ until: () => so.over, limitMs: 5000 });
    expect([so.over, portsOpen()]).toEqual([true, 0]);
    expect(names(so.facts).slice(-2)).toEqual(['port.closed', 'port.closed']);
    world.dispose();
    expect(clock.booked).toBe(0);
  });
});

describe('two sticks side by side', () => {
  it('have nothing to do with each other: one goes online while the other fails', async () => {
    const clock = new VirtualClock();
    const [good, bad] = [worldAt(clock, '1-3'), worldAt(clock, '1-4', 'sim-absent')];
    const { so, begin, stop, portsOpen } = await started(clock, [good, bad]);
    begin();
    bad.plug();
    good.plug();
    await clock.run({ until: () => verdicts(so.facts).length >= 2, limitMs: 60_000 });
    expect(verdicts(so.facts).map(({ stick, online }) => [stick, online])).toEqual([
      ['1-4', false],
      ['1-3', true],
    ]);
    const failed = verdicts(so.facts).find(({ online }) => !online);
    expect(failed).toMatchObject({ causes: [{ id: 'sim-missing' }] });
    bad.unplug();
    await clock.run({ limitMs: 1000 });
    expect(names(so.facts).filter((fact) => fact === 'dialtone.waiting')).toEqual([]);
    good.unplug();
    await clock.run({ limitMs: 3000 });
    expect(names(so.facts).filter((fact) => fact === 'dialtone.waiting')).toHaveLength(1);
    stop();
    await clock.run({ until: () => so.over, limitMs: 5000 });
    expect([so.over, so.error, portsOpen()]).toEqual([true, undefined, 0]);
  });

  it('end one by one: what breaks in one session is said, and the other goes on', async () => {
    const clock = new VirtualClock();
    const [good, bad] = [worldAt(clock, '1-3'), worldAt(clock, '1-4')];
    const { so, begin, stop } = await started(clock, [
      good,
      {
        ...bad,
        open: () => {
          throw new TypeError('broken');
        },
      },
    ]);
    begin();
    bad.plug();
    good.plug();
    await clock.run({ until: () => verdicts(so.facts).length >= 2, limitMs: 60_000 });
    expect(verdicts(so.facts)).toMatchObject([
      { stick: '1-4', online: false, causes: [{ id: 'internal-error', says: expect.stringContaining('broken') }] },
      { stick: '1-3', online: true },
    ]);
    stop();
    await clock.run({ until: () => so.over, limitMs: 5000 });
    expect(so.over).toBe(true);
  });
});

describe('plugins that come while a stick is plugged', () => {
  it('are known at the next round', async () => {
    const clock = new VirtualClock();
    const world = worldAt(clock, '1-3');
    const { so, begin, stop, composition } = await started(clock, [world]);
    await composition.unload('sample');
    begin();
    world.plug();
    await clock.run({ until: () => verdicts(so.facts).length > 0, limitMs: 60_000 });
    expect(verdicts(so.facts)).toMatchObject([{ online: false, causes: [{ id: 'unknown-device' }] }]);
    await composition.load({ name: 'late', devices: [{ plugin: 'late', value: device }], carriers: [] });
    await clock.run({ until: () => names(so.facts).includes('device.recognised'), limitMs: 120_000 });
    expect(so.facts.find(({ fact }) => fact === 'device.recognised')).toMatchObject({ plugin: 'late' });
    stop();
    await clock.run({ until: () => so.over, limitMs: 5000 });
    expect(so.over).toBe(true);
  });
});
