import type { DeviceDefinition } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { mf627, story, threeUk } from './story.js';

/** A second mode switch takes the stick's ttys away: it is told to switch once a plug, and never when it is a modem already. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const switches = () => [factsOf(rig.facts, 'modeswitch.sent').length, rig.world.stats().switches];
/** The stick as a Dialtone that starts later finds it: in modem mode. */
const inModemMode = (device: DeviceDefinition): DeviceDefinition => {
  if (!device.twin) throw new Error(`${device.id} has no twin`);
  const { arrivesAs: _cdRom, ...twin } = device.twin;
  return { ...device, twin };
};
const alreadyModem = { device: inModemMode(mf627), carrier: threeUk };

describe('a stick that must not be switched twice', () => {
  it('is switched once a plug, whatever happens in it: a reset, a redial, another wish', async () => {
    rig = story({ misbehave: ['switch-twice', 'hung', 'link-lost=60'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(await rig.verdict()).toMatchObject({ online: true });
    rig.want({ level: 'off' });
    await rig.run(undefined, 5000);
    rig.want({ level: 'online', overrides: { apn: '3internet' } });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['init.no-reply', 'ppp.hung-up']);
    expect(switches()).toEqual([1, 1]);
  });

  it('is switched again when it was pulled out and is a CD-ROM again', async () => {
    rig = story({ misbehave: ['switch-twice'] });
    await rig.verdict();
    rig.world.unplug();
    await rig.run(undefined, 1000);
    rig.world.plug();
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(switches()).toEqual([2, 2]);
    expect(exits()).toEqual(['usb.gone']);
  });

  it('is not switched at all when it is there as a modem: at the start, after a reset and after a replug', async () => {
    rig = story({ world: alreadyModem, misbehave: ['switch-twice', 'hung'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    rig.world.unplug();
    await rig.run(undefined, 1000);
    rig.world.plug();
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(switches()).toEqual([0, 0]);
    expect(exits()).toEqual(['init.no-reply', 'usb.gone']);
  });

  it('is not switched by a Dialtone that was restarted while it is a modem', async () => {
    const memory = memoryInMemory();
    rig = story({ misbehave: ['switch-twice'], memory });
    await rig.verdict();
    await rig.end();
    rig = story({ world: alreadyModem, misbehave: ['switch-twice'], memory });
    expect(await rig.verdict()).toMatchObject({ online: true, apn: { from: 'remembered' } });
    expect(switches()).toEqual([0, 0]);
  });

  it('is known for a modem by its serial ports where the plugin does not name its id as what a switch leads to', async () => {
    const device: DeviceDefinition = { ...inModemMode(mf627), modeSwitch: { method: 'eject', becomes: ['0016'] } };
    rig = story({
      world: { device, carrier: threeUk },
      devices: [{ plugin: 'zte', value: device }],
      misbehave: ['switch-twice'],
    });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect([switches(), exits()]).toEqual([[0, 0], []]);
  });
});
