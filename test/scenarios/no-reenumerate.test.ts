import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, replugged, story } from './story.js';

/** Told to leave its CD-ROM mode, the stick leaves the bus and does not come back. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const failed = async () => {
  rig = story({ misbehave: ['no-reenumerate'] });
  return failedVerdict(rig);
};

describe('a stick that does not come back from its mode switch', () => {
  it('is waited for as long as the slowest takes, named, and given up at once', async () => {
    const verdict = await failed();
    const [switched] = factsOf(rig.facts, 'modeswitch.sent');
    const [ended] = factsOf(rig.facts, 'walk.ended');
    expect((ended?.t ?? Number.NaN) - (switched?.t ?? 0)).toBe(limits.reenumerate);
    expect(exits()).toEqual(['modeswitch.not-returned']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
    const [cause] = verdict.causes;
    expect([verdict.stage, cause?.id]).toEqual(['modeswitch', 'not-mode-switched']);
    expect(cause?.says).toMatch(/CD-ROM.*not come back/);
    expect(cause?.remedy).toMatch(/^Unplug it/);
    expect(cause?.evidence.map(({ fact }) => fact)).toContain('walk.ended');
    expect(rig.world.stats()).toMatchObject({ switches: 1, commands: 0, portsOpen: 0 });
  });

  it('is an absence that was announced, and no unplug while it may still end', async () => {
    await failed();
    const [left, gone] = factsOf(rig.facts, 'usb.left');
    expect([left?.announced, gone?.announced]).toEqual([true, false]);
    expect((gone?.t ?? Number.NaN) - (left?.t ?? 0)).toBe(limits.reenumerate);
  });

  it('is left alone while nothing is there: no second verdict, no second switch', async () => {
    await failed();
    await rig.run(undefined, 2 * limits.nextRoundMost);
    expect(rig.verdicts).toHaveLength(1);
    expect(factsOf(rig.facts, 'walk.started')).toHaveLength(1);
    expect(rig.world.stats().switches).toBe(1);
    expect(factsOf(rig.facts, 'recovery.exhausted'), 'nothing is promised to a stick that has gone').toEqual([]);
  });

  it('that only takes longer than we wait is taken as it is when it comes', async () => {
    rig = story({ limits: { reenumerate: 500 } });
    expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'not-mode-switched' }, {}] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'usb.plugged')).toMatchObject([{ product: '2000' }, { product: '0031' }]);
    expect(rig.world.stats().switches).toBe(1);
  });

  it('is tried again as soon as it is plugged in again, with the same patience', async () => {
    await failed();
    const { verdict: again, tookMs } = await replugged(rig);
    expect(again.online ? 'online' : again.causes[0]?.id).toBe('not-mode-switched');
    expect(tookMs).toBe(limits.reenumerate);
    expect(factsOf(rig.facts, 'usb.plugged')).toHaveLength(2);
    expect(rig.world.stats().switches).toBe(2);
  });
});
