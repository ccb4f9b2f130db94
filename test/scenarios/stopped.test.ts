import { afterEach, describe, expect, it } from 'vitest';
import type { Wanted } from '../../core/facts/wanted.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { momentsOf, upTo } from './moments.js';
import { story } from './story.js';

/** Somebody wants less, or nothing at all, or something else, at every moment of the walk there is. */
let rig: Rig;
afterEach(() => rig.end());

const online: Wanted = { level: 'online', overrides: {} };
const moments = await momentsOf({ openMs: 30 });
const started = (moment: (typeof moments)[number]) => upTo(moment, { openMs: 30 });
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const isOnline = () => rig.verdicts.at(-1)?.online === true;

describe('told to end', () => {
  it.each(moments)('at $says: no port stays open and nobody waits for anything', async (moment) => {
    rig = await started(moment);
    const before = rig.clock.now();
    await rig.end();
    expect(rig.clock.now() - before).toBeLessThan(2000);
    const { length } = rig.facts;
    await rig.run(undefined, 100_000);
    expect(rig.facts).toHaveLength(length);
  });

  it.each([
    ['in the pause between two rounds', ['sim-absent'], 'recovery.exhausted'],
    ['in the wait before a redial', ['dial-busy'], 'recovery.chosen'],
    ['in a radio cycle', ['cfun-off'], 'recovery.chosen'],
    ['in a USB reset', ['hung'], 'recovery.chosen'],
    ['while the network is silent', ['connect-then-silence'], 'dial.connected'],
  ])('%s', async (_, misbehave, fact) => {
    rig = story({ misbehave });
    await rig.run(() => rig.facts.some((one) => one.fact === fact));
    await rig.run(undefined, 10);
    await rig.end();
  });
});

describe('told to be off, and then online again', () => {
  it.each(moments)('at $says', async (moment) => {
    rig = await started(moment);
    rig.want({ level: 'off' });
    await rig.run(undefined, 30_000);
    expect(rig.world.stats().portsOpen).toBe(0);
    expect(factsOf(rig.facts, 'usb.left').filter(({ announced }) => !announced)).toEqual([]);
    rig.want(online);
    await rig.run(() => rig.verdicts.length > 0 && isOnline() && rig.world.stats().portsOpen === 2, 60_000);
    expect([isOnline(), exits(), rig.world.stats().switches]).toEqual([true, [], 1]);
  });
});

describe('told to stand by with its radio off, and then online again', () => {
  it.each(moments)('at $says', async (moment) => {
    rig = await started(moment);
    rig.want({ level: 'standby', radio: 'off', overrides: {} });
    await rig.run(() => factsOf(rig.facts, 'standby.reached').length > 0, 60_000);
    expect(factsOf(rig.facts, 'standby.reached')).toMatchObject([{ radio: 'off' }]);
    const walked = rig.verdicts.length;
    await rig.run(undefined, 100_000);
    expect([rig.verdicts.length, rig.world.stats().portsOpen]).toEqual([walked, 1]);
    rig.want(online);
    await rig.run(() => rig.verdicts.length > walked, 60_000);
    expect([isOnline(), exits(), rig.world.stats().switches]).toEqual([true, [], 1]);
  });
});

describe('told to use another APN', () => {
  it.each(moments)('at $says', async (moment) => {
    rig = await started(moment);
    rig.want({ level: 'online', overrides: { apn: '3internet' } });
    await rig.run(() => rig.verdicts.some((verdict) => verdict.online && verdict.apn.value === '3internet'), 60_000);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true, apn: { value: '3internet', from: 'request' } });
    expect([exits(), rig.world.stats().switches]).toEqual([[], 1]);
  });

  it('while the stick is away for a repair', async () => {
    rig = story({ misbehave: ['hung'] });
    await rig.run(() => factsOf(rig.facts, 'recovery.chosen').length > 0);
    await rig.run(undefined, 100);
    rig.want({ level: 'online', overrides: { apn: '3internet' } });
    await rig.run(() => rig.verdicts.length > 0, 60_000);
    expect(rig.verdicts).toMatchObject([{ online: true, apn: { value: '3internet' } }]);
    expect(exits()).toEqual(['init.no-reply']);
  });
});

describe('told the same once more', () => {
  it('the link stays as it is', async () => {
    rig = story({ wanted: { level: 'online', overrides: { apn: '3internet', pin: '1234' } } });
    await rig.verdict();
    const { length } = rig.facts;
    rig.want({ level: 'online', overrides: { pin: '1234', apn: '3internet' } });
    await rig.run(undefined, 10_000);
    expect(rig.facts.slice(length)).toEqual([]);
  });
});
