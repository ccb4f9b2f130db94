import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUkCarrier, zteDevices } from './story.js';

/** Somebody adds, removes and pins plugins while the stick is plugged. */
const known = { devices: zteDevices, carriers: threeUkCarrier };
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
/** Long enough to go online, and far less than the pause before the next round. */
const soonMs = 10_000;

describe('a plugin that comes while a stick is plugged', () => {
  it('takes a stick online that nobody knew, at once', async () => {
    rig = story({ devices: [] });
    expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'unknown-device' }] });
    rig.know(known);
    await rig.run(() => rig.verdicts.length > 1, soonMs);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true });
    expect(exits()).toEqual(['detect.unknown-device']);
  });

  it('brings the APN that a stick was waiting for', async () => {
    rig = story({ carriers: [] });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      causes: expect.arrayContaining([expect.objectContaining({ id: 'apn-missing' })]),
    });
    await rig.run(undefined, 1);
    rig.know(known);
    const before = rig.clock.now();
    await rig.run(() => rig.verdicts.length > 1);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true });
    expect(rig.clock.now() - before).toBeLessThan(10_000);
  });
});

describe('a plugin that goes', () => {
  it('leaves the stick that is in use online', async () => {
    rig = story();
    expect(await rig.verdict()).toMatchObject({ online: true });
    const told = rig.facts.length;
    rig.know({ devices: [], carriers: [] });
    await rig.run(undefined, 60_000);
    expect(rig.verdicts).toHaveLength(1);
    expect(rig.facts.slice(told).filter(({ fact }) => fact === 'walk.ended')).toEqual([]);
  });

  it('knows its stick no more when that is plugged again', async () => {
    rig = story();
    await rig.verdict();
    rig.know({ devices: [] });
    rig.world.unplug();
    await rig.run(undefined, 3_000);
    rig.world.plug();
    await rig.run(() => exits().includes('detect.unknown-device'), 10_000);
    expect(exits()).toContain('detect.unknown-device');
  });
});

describe('two plugins that claim one stick', () => {
  const twice = known.devices.flatMap((one) => [one, { ...one, plugin: 'acme' }]);

  it('are both named, neither has it, and the one that is pinned then does', async () => {
    rig = story({ devices: twice });
    expect(await rig.verdict()).toMatchObject({ online: false });
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([
      { exit: 'detect.ambiguous-device', detail: expect.stringMatching(/zte and acme/) },
    ]);
    rig.know({ pinned: ['acme'] });
    await rig.run(() => rig.verdicts.length > 1, soonMs);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'device.recognised').at(-1)).toMatchObject({ plugin: 'acme' });
  });
});
