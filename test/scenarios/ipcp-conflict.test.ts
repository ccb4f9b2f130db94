import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** An address is named, and another one to whoever then asks for it: a dispute, not a missing context. */
let rig: Rig;
afterEach(() => rig?.end());

describe('an address that is named and never granted', () => {
  it('is no endless argument: dialled once more, then named as a conflict', async () => {
    rig = story({ misbehave: ['ipcp-conflict'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({ online: false, stage: 'ppp', causes: [{ id: 'ipcp-option-conflict' }] });
    expect(verdict.totalMs).toBeLessThan(10_000);
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual([
      'ppp.ipcp-rejected',
      'ppp.ipcp-rejected',
    ]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'redial', count: 1, upTo: 1 }]);
    expect(rig.world.stats().dials).toBe(2);
  });

  it('is no silence, and no other APN is tried for it', async () => {
    rig = story({ misbehave: ['ipcp-conflict'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'ppp.silence-suspected')).toEqual([]);
    expect(new Set(factsOf(rig.facts, 'plan.resolved').map(({ apn }) => apn?.value))).toEqual(new Set(['three.co.uk']));
  });
});
