import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** Whoever opens a port is greeted with the NO CARRIER of a call that is long over. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const results = () => factsOf(rig.facts, 'at.replied').map(({ result }) => result);
const greetings = () =>
  factsOf(rig.facts, 'at.unsolicited')
    .filter(({ line }) => line === 'NO CARRIER')
    .map(({ port }) => port);

describe('an old NO CARRIER', () => {
  it('ends no call and answers no command, neither on the control port nor on the data port', async () => {
    rig = story();
    await rig.verdict();
    const calm = results();
    await rig.end();
    rig = story({ misbehave: ['stale-no-carrier'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(results()).toEqual(calm);
    expect([exits(), rig.world.stats().dials]).toEqual([[], 1]);
    expect(greetings()).toEqual([1, 3]);
  });

  it('is old on the port that is opened anew after a loss, too: one loss is one redial', async () => {
    rig = story({ misbehave: ['stale-no-carrier', 'link-lost=60'] });
    for (let times = 0; times < 3; times += 1) expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['ppp.hung-up', 'ppp.hung-up']);
    expect(greetings()).toEqual([1, 3, 3, 3]);
    expect(rig.world.stats().dials).toBe(3);
  });

  it('does not hide a new one: a call that the network does not take is told as that', async () => {
    rig = story({ misbehave: ['stale-no-carrier', 'dial-no-carrier'] });
    const verdict = await rig.verdict();
    expect(verdict.online ? 'online' : verdict.causes[0]?.id).toBe('no-carrier');
    expect(new Set(exits())).toEqual(new Set(['dial.no-carrier']));
    const refused = factsOf(rig.facts, 'at.replied').filter(({ result }) => result === 'NO CARRIER');
    expect(new Set(refused.map(({ command }) => command))).toEqual(new Set(['ATD*99#']));
    expect(refused).toHaveLength(rig.world.stats().dials);
  });
});
