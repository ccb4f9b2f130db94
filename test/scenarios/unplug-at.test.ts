import { stages } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { doors } from '../../core/facts/doors.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { type Moment, momentsOf, upTo } from './moments.js';
import { story } from './story.js';

/** Somebody pulls the stick out, at every moment of the walk there is, and puts it in again. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const pulledOutAndPutIn = async () => {
  rig.world.unplug();
  await rig.run(undefined, 3000);
  expect(rig.world.stats().portsOpen).toBe(0);
  rig.world.plug();
};
const online = () => rig.verdicts.at(-1)?.online === true;

/** The bus is empty between the switch and the return: nobody can tell that it was pulled out then, and it is waited for. */
const isAway = ({ says }: Moment) => says.endsWith('usb.left');

const moments = await momentsOf({ openMs: 30 });

describe('a stick that is pulled out', () => {
  it('is pulled out in every stage and behind every step', () => {
    const places = moments.map(({ says }) => says).join('\n');
    // Recognising it takes no time: nobody can be as fast as that.
    for (const stage of stages.filter((one) => one !== 'detect')) expect(places).toContain(stage);
    // One step follows another in the same moment, where nothing has to be asked in between.
    for (const door of doors.filter((one) => one.startsWith('init/') && one !== 'init/read-sim'))
      expect(places).toContain(`after ${door.slice(5)}`);
    expect(moments.length).toBeGreaterThan(30);
  });

  it.each(moments.filter((moment) => !isAway(moment)))('at $says', async (moment) => {
    rig = await upTo(moment, { openMs: 30 });
    const verdicts = rig.verdicts.length;
    await pulledOutAndPutIn();
    expect(exits()).toEqual(['usb.gone']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
    expect(rig.verdicts.slice(verdicts)).toMatchObject([{ online: false, causes: [{ id: 'usb-disconnect-loop' }] }]);
    await rig.run(() => rig.verdicts.length > verdicts + 1, 60_000);
    expect(online()).toBe(true);
  });

  it('is gone when the bus says so before its ttys hang up, and when they do first', async () => {
    for (const first of ['bus', 'ttys'] as const) {
      rig = story();
      await rig.verdict();
      if (first === 'ttys') rig.world.hangUpTtys();
      await rig.run(undefined, 300);
      rig.world.unplug();
      await rig.run(undefined, 3000);
      expect(exits(), first).toEqual(['usb.gone']);
      if (first === 'bus') await rig.end();
    }
  });

  it('is not gone when only its ttys were: the call is over, and the ports are opened anew', async () => {
    rig = story();
    await rig.verdict();
    rig.world.hangUpTtys();
    await rig.run(() => rig.verdicts.length === 2, 60_000);
    expect(exits()).toEqual(['ppp.hung-up']);
    expect(online()).toBe(true);
  });

  it('in the middle of a mode switch is waited for, named, and taken again when it is there', async () => {
    rig = story();
    await rig.run(() => rig.facts.some(({ fact }) => fact === 'usb.left'));
    rig.world.unplug();
    await rig.run(() => rig.verdicts.length === 1);
    expect(exits()).toEqual(['modeswitch.not-returned']);
    await rig.run(undefined, 5000);
    rig.world.plug();
    await rig.run(() => rig.verdicts.length > 1, 60_000);
    expect(online()).toBe(true);
  });

  it('while recovery waits, repairs or has given up is gone at once', async () => {
    const misfortunes = [
      { misbehave: ['dial-busy'], fact: 'recovery.chosen' },
      { misbehave: ['cfun-off'], fact: 'recovery.chosen' },
      { misbehave: ['sim-absent'], fact: 'recovery.exhausted' },
    ];
    for (const { misbehave, fact } of misfortunes) {
      rig = story({ misbehave });
      await rig.run(() => rig.facts.some((one) => one.fact === fact));
      const ended = exits().length;
      rig.world.unplug();
      await rig.run(undefined, 500);
      expect(exits().slice(ended), misbehave[0]).toEqual(fact === 'recovery.chosen' ? ['usb.gone'] : []);
      expect(factsOf(rig.facts, 'usb.left').at(-1)?.announced).toBe(false);
      expect(rig.world.stats().portsOpen).toBe(0);
      rig.world.plug();
      await rig.run(undefined, 1500);
      expect(factsOf(rig.facts, 'usb.plugged')).toHaveLength(2);
      await rig.end();
    }
  });

  it('and put in again and again is one session after the other, and none for a plug that is over', async () => {
    rig = story();
    await rig.verdict();
    for (let times = 0; times < 5; times += 1) {
      rig.world.unplug();
      rig.world.plug();
    }
    await rig.run(() => rig.verdicts.filter((verdict) => verdict.online).length === 2, 60_000);
    rig.world.unplug();
    await rig.run(undefined, 60_000);
    const plugged = factsOf(rig.facts, 'usb.plugged').length;
    expect(factsOf(rig.facts, 'usb.left').filter(({ announced }) => !announced)).toHaveLength(plugged);
    expect(rig.verdicts.filter((verdict) => verdict.online)).toHaveLength(2);
    const { length } = rig.facts;
    await rig.run(undefined, 600_000);
    expect(rig.facts).toHaveLength(length);
  });
});
