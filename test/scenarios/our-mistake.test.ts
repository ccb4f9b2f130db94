import { afterEach, describe, expect, it } from 'vitest';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** Something in Dialtone throws that must not: it is said, and not done again and again. */
let rig: Rig;
afterEach(() => rig?.end());

/** Rules that cannot be read the first time. */
const brokenOnce = () => {
  let reads = 0;
  return new Proxy(coreRules, {
    get: (rules, name, receiver) => {
      if (name === Symbol.iterator && reads++ === 0) throw new Error('boom');
      return Reflect.get(rules, name, receiver);
    },
  });
};

describe('an error of our own outside of a walk', () => {
  it('is told as ours, gives everything back, and is quiet until the stick is plugged in again', async () => {
    rig = story({ misbehave: ['sim-absent'], rules: brokenOnce() });
    expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'internal-error' }, {}] });
    const { length } = rig.facts;
    await rig.run(undefined, 3_600_000);
    expect(rig.facts).toHaveLength(length);
    expect(rig.world.stats().portsOpen).toBe(0);
    rig.world.unplug();
    await rig.run(undefined, 1000);
    rig.world.plug();
    expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'sim-missing' }] });
    expect(factsOf(rig.facts, 'usb.plugged')).toHaveLength(2);
  });
});
