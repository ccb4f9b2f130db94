import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { heapAfterGc, heapMayGrow } from '../heap.js';
import { story } from '../scenarios/story.js';

/** A link that is lost ten thousand times, each time a little after it has held long enough to be forgiven: four days of virtual time. */
let rig: Rig;
afterEach(() => rig?.end());

const reconnects = 10_000;
const warmUp = 2_000;
const heldSeconds = limits.steady / 1000 + 1;
/** Far more than one redial takes. */
const atMostMs = (times: number) => times * 2 * (heldSeconds * 1000);

describe('ten thousand reconnects', () => {
  it('leave nothing behind: memory, waits and ports stay as they were', async () => {
    rig = story({ misbehave: [`link-lost=${heldSeconds}`], keepFacts: 200 });
    const onlineAfter = async (dials: number) => {
      await rig.run(() => rig.world.stats().dials >= dials, atMostMs(dials));
      await rig.verdict();
      return { booked: rig.clock.booked, ports: rig.world.stats().portsOpen, heap: await heapAfterGc() };
    };
    const before = await onlineAfter(warmUp);
    const after = await onlineAfter(reconnects);
    expect(rig.world.stats().dials).toBe(reconnects);
    expect({ booked: after.booked, ports: after.ports }).toEqual({ booked: before.booked, ports: before.ports });
    expect(after.heap - before.heap).toBeLessThan(heapMayGrow);
    // Of the newest hundreds: each was the first try again, and nothing was ever given up.
    expect(new Set(factsOf(rig.facts, 'recovery.chosen').map(({ on, count }) => `${on} ${count}`))).toEqual(
      new Set(['ppp.hung-up 1']),
    );
    expect(rig.verdicts.filter(({ online }) => !online)).toEqual([]);
  }, 90_000);
});
