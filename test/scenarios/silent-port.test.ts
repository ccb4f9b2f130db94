import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, replugged, story } from './story.js';

/** The data port never answers, while the command port does. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const failed = async () => {
  rig = story({ misbehave: ['silent-port'] });
  return failedVerdict(rig);
};

describe('a data port that never answers', () => {
  it('has the stick reset once, and is named when that did not help', async () => {
    const verdict = await failed();
    expect(exits()).toEqual(['dial.port-silent', 'dial.port-silent']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'usb-reset', on: 'dial.port-silent', count: 1, upTo: 1, waitMs: 0, saidBy: 'core' },
    ]);
    expect(factsOf(rig.facts, 'usb.left').at(-1)?.announced).toBe(true);
    const [cause] = verdict.causes;
    expect([verdict.stage, cause?.id]).toEqual(['dial', 'modem-not-responding']);
    expect(cause?.says).toMatch(/command port.*data.*interface 3/);
    expect(cause?.remedy).toMatch(/^Unplug the stick/);
    expect(cause?.evidence.map(({ fact }) => fact)).toEqual(['walk.ended']);
  });

  it('is waited for as long as its limit says, and no call is tried through it or any other', async () => {
    await failed();
    const opened = factsOf(rig.facts, 'port.opened');
    expect(opened.map(({ port }) => port)).toEqual([1, 3, 1, 3]);
    const waits = opened
      .filter(({ port }) => port === 3)
      .map(({ t }) => (factsOf(rig.facts, 'walk.ended').find((ended) => ended.t > t)?.t ?? Number.NaN) - t);
    expect(waits).toEqual([limits.dataPort, limits.dataPort]);
    expect(factsOf(rig.facts, 'at.sent').filter(({ command }) => command.includes('ATD'))).toEqual([]);
    expect(rig.world.stats()).toMatchObject({ dials: 0, switches: 1 });
  });

  it('is tried again after a pause, reset and all, after a longer one the next time, and at once after a replug', async () => {
    await failed();
    await rig.verdict();
    await rig.run(undefined, 1000);
    const exhausted = factsOf(rig.facts, 'recovery.exhausted');
    expect(exhausted).toMatchObject([{ waitMs: limits.nextRound }, { waitMs: 2 * limits.nextRound }]);
    expect(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count)).toEqual([1, 1]);
    expect(rig.world.stats().portsOpen).toBe(0);
    const pausedAt = exhausted[0]?.t ?? Number.NaN;
    const next = factsOf(rig.facts, 'walk.started').find(({ t }) => t > pausedAt);
    expect((next?.t ?? Number.NaN) - pausedAt).toBe(limits.nextRound);
    expect((await replugged(rig)).tookMs).toBeLessThan(limits.nextRound);
  });
});
