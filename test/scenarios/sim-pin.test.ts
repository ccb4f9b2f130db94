import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The SIM waits for its PIN: one try, with the user's own, and never again with one that was refused. */
let rig: Rig;
afterEach(() => rig.end());
const withPin = (pin: string) => ({ level: 'online', overrides: { pin } }) as const;
const firstCause = async () => {
  const verdict = await rig.verdict();
  return verdict.online ? 'online' : verdict.causes[0]?.id;
};

describe('a SIM with a PIN', () => {
  it('is opened with the right one, and the walk goes on', async () => {
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('1234') });
    expect(await firstCause()).toBe('online');
    expect(factsOf(rig.facts, 'sim.unlocked')).toHaveLength(1);
    expect(rig.world.stats().pinsSent).toBe(1);
  });

  it('says that it waits when nobody gave one, and sends none', async () => {
    rig = story({ misbehave: ['sim-pin=1234'] });
    expect(await firstCause()).toBe('sim-pin-required');
    expect(rig.world.stats().pinsSent).toBe(0);
  });

  it('is sent a wrong one exactly once, over rounds, replugs and runs', async () => {
    const memory = memoryInMemory();
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999'), memory });
    expect(await firstCause()).toBe('sim-pin-wrong');
    await rig.run(undefined, 600_000);
    rig.world.unplug();
    await rig.run(undefined, 1000);
    rig.world.plug();
    expect(await firstCause()).toBe('sim-pin-wrong');
    expect(rig.world.stats().pinsSent).toBe(1);
    await rig.end();
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999'), memory });
    expect(await firstCause()).toBe('sim-pin-wrong');
    expect(rig.world.stats().pinsSent).toBe(0);
  });

  it('is opened when the user gives another', async () => {
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999') });
    expect(await firstCause()).toBe('sim-pin-wrong');
    rig.want(withPin('1234'));
    await rig.run(() => rig.verdicts.some(({ online }) => online), 120_000);
    expect(rig.verdicts.at(-1)?.online).toBe(true);
    expect(rig.world.stats().pinsSent).toBe(2);
  });

  it('is not sent any when few tries are left', async () => {
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999'), limits: { pinRetriesKept: 4 } });
    const verdict = await rig.verdict();
    expect(verdict.online).toBe(false);
    expect(factsOf(rig.facts, 'walk.ended')[0]?.exit).toBe('init.pin-unsafe');
    expect(rig.world.stats().pinsSent).toBe(0);
  });

  it('that is blocked says PUK, and nothing is sent', async () => {
    rig = story({ misbehave: ['sim-puk'], wanted: withPin('1234') });
    expect(await firstCause()).toBe('sim-puk-required');
    expect(rig.world.stats().pinsSent).toBe(0);
  });
});
