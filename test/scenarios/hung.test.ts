import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, replugged, story, zteDevices } from './story.js';

/** The modem answers nothing at all, until the bus resets it or somebody pulls it out. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
/** The plugin, had nobody told it that a reset ends the hang. */
const unadvised = zteDevices.map(({ plugin, value: { recovery: _advice, ...value } }) => ({ plugin, value }));

describe('a modem that hangs', () => {
  it('is reset on the bus, as its plugin says, and is online by a second walk of the same plug', async () => {
    rig = story({ misbehave: ['hung'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['init.no-reply']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'usb-reset', on: 'init.no-reply', count: 1, waitMs: 0, saidBy: 'zte' },
    ]);
    expect(factsOf(rig.facts, 'usb.plugged')).toHaveLength(1);
    expect(factsOf(rig.facts, 'walk.started')).toHaveLength(2);
    expect(factsOf(rig.facts, 'usb.left').map(({ announced }) => announced)).toEqual([true, true]);
    expect([rig.world.stats().switches, rig.world.stats().dials]).toEqual([1, 1]);
  });

  it('is given its time to wake, asked nothing that matters, and its ports are given back before the reset', async () => {
    rig = story({ misbehave: ['hung'] });
    await rig.verdict();
    const [opened] = factsOf(rig.facts, 'port.opened');
    const [ended] = factsOf(rig.facts, 'walk.ended');
    expect((ended?.t ?? Number.NaN) - (opened?.t ?? 0)).toBe(limits.wake * limits.wakeTries);
    const before = rig.facts.slice(
      0,
      rig.facts.findIndex(({ fact }) => fact === 'walk.ended'),
    );
    expect(new Set(factsOf(before, 'at.sent').map(({ command }) => command))).toEqual(new Set(['AT+CMEE?']));
    const names = rig.facts.map(({ fact }) => fact);
    expect(names.indexOf('port.closed')).toBeGreaterThan(names.indexOf('recovery.chosen'));
    expect(names.indexOf('port.closed')).toBeLessThan(names.lastIndexOf('usb.left'));
  });

  it('that nobody knows to reset is named, and cured by a replug, which does not wait for the pause', async () => {
    rig = story({ misbehave: ['hung'], devices: unadvised });
    const verdict = await failedVerdict(rig);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'redial', upTo: 1, saidBy: 'core' }]);
    const [cause] = verdict.causes;
    expect([verdict.stage, cause?.id]).toEqual(['init', 'modem-not-responding']);
    expect(cause?.says).toContain('stopped answering');
    expect(cause?.remedy).toContain('Unplug the stick');
    expect(cause?.evidence.map(({ fact }) => fact)).toEqual(['device.recognised', 'walk.ended']);
    await rig.run(undefined, 1000);
    expect(factsOf(rig.facts, 'recovery.exhausted')).toMatchObject([{ on: 'init.no-reply', waitMs: limits.nextRound }]);
    const { verdict: again, tookMs } = await replugged(rig);
    expect(again).toMatchObject({ online: true });
    expect(tookMs).toBeLessThan(limits.nextRound);
  });
});
