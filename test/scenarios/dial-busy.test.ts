import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The network does not take the call: BUSY. It gets more patience than NO CARRIER does: it passes by itself. */
let rig: Rig;
afterEach(() => rig?.end());

const dials = () => factsOf(rig.facts, 'at.sent').filter(({ command }) => command.startsWith('ATD'));
const ends = () => factsOf(rig.facts, 'walk.ended');
const waiting = () => rig.run(() => factsOf(rig.facts, 'recovery.chosen').length === 1);

describe('BUSY', () => {
  it('is dialled again three times, five seconds after each refusal, and then told by its name', async () => {
    rig = story({ misbehave: ['dial-busy'] });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      stage: 'dial',
      causes: [
        {
          id: 'no-carrier',
          says: expect.stringMatching(/^The network did not take the call: BUSY/),
          remedy: expect.stringContaining('Wait a minute and try again'),
          evidence: [{ fact: 'walk.ended', text: expect.stringContaining('BUSY') }],
        },
      ],
    });
    expect(ends()).toMatchObject(Array(4).fill({ exit: 'dial.busy', detail: 'BUSY' }));
    const redial = { action: 'redial', on: 'dial.busy', upTo: 3, waitMs: 5000, saidBy: 'core' };
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([1, 2, 3].map((count) => ({ ...redial, count })));
    const pauses = dials()
      .slice(1)
      .map(({ t }, index) => t - (ends()[index]?.t ?? 0));
    for (const pause of pauses) expect([pause >= 5000, pause < 5000 + limits.probeAt]).toEqual([true, true]);
    expect(pauses).toHaveLength(3);
    expect(factsOf(rig.facts, 'at.sent').filter(({ command }) => command === 'AT+CEER')).toHaveLength(4);
  });

  it('is met with patience and no harder means: the radio, the modem and the bus are left as they are', async () => {
    rig = story({ misbehave: ['dial-busy'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'at.sent').filter(({ command }) => command.startsWith('AT+CFUN='))).toHaveLength(1);
    expect(factsOf(rig.facts, 'usb.left')).toHaveLength(1);
    expect(factsOf(rig.facts, 'plan.resolved')).toHaveLength(1);
    expect(factsOf(rig.facts, 'step.passed').filter(({ step }) => step === 'register')).toHaveLength(1);
  });

  it('is not dialled again when the call is not wanted any more, and at once when it is wanted anew', async () => {
    rig = story({ misbehave: ['dial-busy'] });
    await waiting();
    rig.want({ level: 'ready', overrides: {} });
    await rig.run(undefined, limits.nextRound);
    expect([dials().length, ends().length, rig.world.stats().portsOpen]).toEqual([1, 1, 1]);
    rig.want({ level: 'online', overrides: {} });
    await rig.run(undefined, limits.probeAt);
    expect(dials()).toHaveLength(2);
    expect(await rig.verdict()).toMatchObject({ online: false });
    expect(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count)).toEqual([1, 1, 2, 3]);
  });

  it('is left alone after the last try, for a pause that doubles, with every port given back', async () => {
    rig = story({ misbehave: ['dial-busy'] });
    for (const [round, times] of [1, 2].entries()) {
      await rig.verdict();
      await rig.run(undefined, times * limits.nextRound - 1);
      expect([dials().length, rig.world.stats().portsOpen]).toEqual([4 * (round + 1), 0]);
    }
    expect(factsOf(rig.facts, 'recovery.exhausted').map(({ on, waitMs }) => [on, waitMs])).toEqual([
      ['dial.busy', limits.nextRound],
      ['dial.busy', 2 * limits.nextRound],
    ]);
    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    await rig.run(() => dials().length === 9, limits.nextRound);
    expect((dials().at(-1)?.t ?? 0) - plugged).toBeLessThan(limits.denied);
  });
});
