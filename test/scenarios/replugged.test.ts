import { afterEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../core/facts/fact.js';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { momentsOf } from './moments.js';
import { story } from './story.js';

/** The same stick pulled out and put in fifty times: the fiftieth plug is like the second, and nothing is left of any. */
let rig: Rig;
afterEach(() => rig?.end());

const times = 50;
const count = Array.from({ length: times }, (_, index) => index);

/** Out, until everything is given back, and nothing waits for anything. */
const pulledOut = async () => {
  rig.world.unplug();
  await rig.run(undefined, 2 * limits.unplugSettle);
  expect([rig.world.stats().portsOpen, rig.clock.booked]).toEqual([0, 0]);
};

/** From its plug to the verdict: what was told, with the time since the plug. */
const plugged = async (): Promise<readonly Fact[]> => {
  const [from, at] = [rig.facts.length, rig.clock.now()];
  rig.world.plug();
  await rig.verdict();
  return rig.facts.slice(from).map((fact) => ({ ...fact, t: fact.t - at }));
};

const asked = (facts: readonly Fact[]) => factsOf(facts, 'at.sent').map(({ port, command }) => `${port} ${command}`);

describe('fifty replugs', () => {
  it('while it is online: each is online, in the same time, and told the same', async () => {
    rig = story();
    const first = await rig.verdict();
    const learnt = asked(rig.facts);
    await pulledOut();
    const second = await plugged();
    for (const turn of count.slice(2)) {
      await pulledOut();
      expect(await plugged(), `replug ${turn}`).toEqual(second);
    }
    const causes = rig.verdicts.map((verdict) => (verdict.online ? 'online' : verdict.causes[0]?.id));
    expect(causes).toEqual(count.flatMap((turn) => [...(turn > 0 ? ['usb-disconnect-loop'] : []), 'online']));
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(count.slice(1).map(() => 'usb.gone'));
    // It may know more than the first did, and so ask less.
    expect(learnt).toEqual(expect.arrayContaining(asked(second).filter((command) => !command.includes('+CGDCONT='))));
    expect(asked(second).length).toBeLessThan(learnt.length);
    expect(factsOf(second, 'verdict')[0]?.totalMs).toBeLessThanOrEqual(first.totalMs);
    await pulledOut();
  });

  it('in mid-walk, at another moment each time: the next is online as if nothing had been', async () => {
    const memory = memoryInMemory();
    const options = { memory, openMs: 30 };
    rig = story(options);
    await rig.verdict();
    await pulledOut();
    const whole = await plugged();
    await rig.end();
    // The stick that is away for its switch cannot be pulled out: see unplug-at.test.ts.
    const moments = (await momentsOf(options)).filter(({ says }) => !/usb\.left/.test(says));
    rig = story(options);
    await rig.verdict();
    await pulledOut();
    for (const turn of count) {
      const from = rig.facts.length;
      const facts = moments[(turn * 7) % (moments.length - 1)]?.facts ?? 1;
      rig.world.plug();
      await rig.run(() => rig.facts.length - from >= facts, limits.registration);
      const verdicts = rig.verdicts.length;
      await pulledOut();
      expect(rig.verdicts.slice(verdicts), `pulled out at fact ${facts}`).toMatchObject([
        { online: false, causes: [{ id: 'usb-disconnect-loop' }] },
      ]);
      expect(await plugged(), `behind a plug that ended at fact ${facts}`).toEqual(whole);
      await pulledOut();
    }
  });
});

describe('a wrong PIN', () => {
  const withPin = (pin: string) => ({ level: 'online', overrides: { pin } }) as const;
  const begun = (pin: string, memory = memoryInMemory()) =>
    story({ misbehave: ['sim-pin=1234'], wanted: withPin(pin), memory });
  const isRefused = { online: false, stage: 'init', causes: [{ id: 'sim-pin-wrong' }] };

  it('is sent once in fifty replugs; then the right one is taken, and sent at each plug', async () => {
    rig = begun('9999');
    expect(await rig.verdict()).toMatchObject(isRefused);
    for (const turn of count) {
      await pulledOut();
      const facts = await plugged();
      expect(rig.verdicts.at(-1), `replug ${turn}`).toMatchObject(isRefused);
      expect(asked(facts).filter((command) => command.includes('+CPIN='))).toEqual([]);
    }
    expect(rig.world.stats().pinsSent).toBe(1);
    expect(factsOf(rig.facts, 'sim.retries').map(({ pin }) => pin)).toEqual([3, ...count.map(() => 2)]);
    rig.want(withPin('1234'));
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(rig.world.stats().pinsSent).toBe(2);
    await pulledOut();
    expect(factsOf(await plugged(), 'sim.unlocked')).toHaveLength(1);
    expect(rig.world.stats().pinsSent).toBe(3);
    expect(factsOf(rig.facts, 'sim.retries').at(-1)?.pin).toBe(3);
  });

  it('is sent once in fifty starts with the same memory; the right one is taken at the next', async () => {
    const memory = memoryInMemory();
    const sent: number[] = [];
    for (const _ of count) {
      rig = begun('9999', memory);
      expect(await rig.verdict()).toMatchObject(isRefused);
      sent.push(rig.world.stats().pinsSent);
      await rig.end();
    }
    expect(sent).toEqual([1, ...count.slice(1).map(() => 0)]);
    rig = begun('1234', memory);
    expect(await rig.verdict()).toMatchObject({ online: true });
  });
});
