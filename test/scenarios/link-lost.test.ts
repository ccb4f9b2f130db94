import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { describeLostLink } from './lost-link.js';
import { story } from './story.js';

/** The call is lost: NO CARRIER. The modem says so itself, and is believed at once, long before an echo is missed. */
describeLostLink({ misbehave: 'link-lost', exit: 'ppp.hung-up', noticedWithinMs: 0, waitMs: 1000 });

let rig: Rig;
afterEach(() => rig?.end());

const online = () => rig.verdicts.filter((verdict) => verdict.online);
const untilOnline = (times: number) => rig.run(() => online().length >= times);

describe('what the link leaves behind', () => {
  it('is nothing: after many reconnects no more is held than after one', async () => {
    rig = story({ misbehave: ['link-lost=60'] });
    await untilOnline(2);
    const [booked, ports] = [rig.clock.booked, rig.world.stats().portsOpen];
    await untilOnline(20);
    expect(online()).toHaveLength(20);
    expect([rig.clock.booked, rig.world.stats().portsOpen]).toEqual([booked, ports]);
  });

  it('is nothing new to remember: the profile that works is written down once', async () => {
    rig = story({ misbehave: ['link-lost=60'] });
    await untilOnline(4);
    expect(factsOf(rig.facts, 'memory.kept').filter(({ what }) => what === 'profile')).toHaveLength(1);
  });

  it.each([
    ['less is wanted for a while', () => rig.want({ level: 'ready', overrides: {} })],
    ['the kernel takes the ttys away', () => rig.world.hangUpTtys()],
  ])('is no profile that failed once: the one that worked is dialled at once, also after %s', async (_, happens) => {
    rig = story({ misbehave: ['apn-only=3internet'], memory: memoryInMemory() });
    await untilOnline(1);
    happens();
    await rig.run(undefined, 500);
    rig.want({ level: 'online', overrides: {} });
    await untilOnline(2);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true, apn: { value: '3internet', from: 'remembered' } });
    expect(factsOf(rig.facts, 'plan.resolved').map(({ apn }) => apn?.value)).toEqual([
      'three.co.uk',
      '3internet',
      '3internet',
    ]);
  });
});
