import { afterEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../core/facts/fact.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The stick says OK to ATE0 and goes on echoing: every command comes back in front of its answer. */
let rig: Rig;
afterEach(() => rig?.end());

const pin = '7391';
const withPin = { level: 'online', overrides: { pin } } as const;
/** A whole walk up to its first verdict, and the facts that it left. */
const walked = async (misbehave: readonly string[], wanted?: typeof withPin): Promise<readonly Fact[]> => {
  rig = story({ misbehave, ...(wanted ? { wanted } : {}) });
  await rig.verdict();
  const { facts } = rig;
  await rig.end();
  return facts;
};

describe('an echo that stays on', () => {
  it('changes nothing at all of what is asked, understood, learnt and told', async () => {
    const calm = await walked([]);
    const echoing = await walked(['echo-on']);
    expect(echoing).toEqual(calm);
    expect(factsOf(echoing, 'modem.identified')).toMatchObject([{ manufacturer: 'ZTE INCORPORATED', model: 'MF627' }]);
    expect(factsOf(echoing, 'plan.resolved')).toMatchObject([{ apn: { value: 'three.co.uk' } }]);
    expect(factsOf(echoing, 'verdict')).toMatchObject([{ online: true }]);
  });

  it('is in no answer and in no line that the modem is said to have spoken', async () => {
    const facts = await walked(['echo-on']);
    const told = [
      ...factsOf(facts, 'at.replied').flatMap(({ lines, result }) => [...lines, result]),
      ...factsOf(facts, 'at.unsolicited').map(({ line }) => line),
    ];
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((line) => /^AT/i.test(line))).toEqual([]);
  });

  it('gives no PIN away, and does not have it sent twice', async () => {
    const calm = await walked([`sim-pin=${pin}`], withPin);
    const facts = await walked(['echo-on', `sim-pin=${pin}`], withPin);
    expect(facts).toEqual(calm);
    expect(factsOf(facts, 'sim.unlocked')).toHaveLength(1);
    expect(JSON.stringify(facts)).not.toContain(pin);
    expect(rig.world.stats().pinsSent).toBe(1);
  });

  it('is no loopback: a call that ends is dialled again', async () => {
    rig = story({ misbehave: ['echo-on', 'peer-terminates=60'] });
    await rig.verdict();
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(['ppp.peer-terminated']);
    expect(rig.world.stats().dials).toBe(2);
  });
});
