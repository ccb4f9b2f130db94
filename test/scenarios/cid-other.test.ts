import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, twinSays } from './story.js';

/** The modem keeps context 1 for its operator: it cannot be changed, and dialling it leads nowhere. */
let rig: Rig;
afterEach(() => rig?.end());

const sent = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);

describe('context 1 is taken', () => {
  it('the first free one is used, and dialled by its number, in the first walk', async () => {
    rig = story({ misbehave: ['cid-other'] });
    expect(await rig.verdict()).toMatchObject({ online: true, apn: { value: 'three.co.uk' } });
    expect(factsOf(rig.facts, 'context.refused')).toMatchObject([{ cid: 1 }]);
    expect(factsOf(rig.facts, 'context.defined')).toMatchObject([{ cid: 2, apn: 'three.co.uk' }]);
    expect(factsOf(rig.facts, 'plan.resolved').map(({ cid, number }) => [cid.value, number.value])).toEqual([
      [1, '*99#'],
      [2, '*99***2#'],
    ]);
    expect(sent().filter((command) => command.startsWith('ATD'))).toEqual(['ATD*99***2#']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
  });

  it('a context that somebody else has stored is left alone', async () => {
    const others = {
      lines: ['+CGDCONT: 1,"IP","operator.reserved"', '+CGDCONT: 2,"IP","mine"', '+CGDCONT: 4,"IP",""'],
    };
    rig = story({ misbehave: ['cid-other'], world: { device: twinSays({ '+CGDCONT?': others }), carrier: threeUk } });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(sent().filter((command) => command.startsWith('AT+CGDCONT='))).toEqual([
      'AT+CGDCONT=1,"IP","three.co.uk"',
      'AT+CGDCONT=3,"IP","three.co.uk"',
    ]);
  });

  it('the next profile goes into the same one, and so does every later walk: there are few', async () => {
    rig = story({ misbehave: ['cid-other', 'auth-refused'] });
    for (let round = 1; round <= 3; round += 1)
      expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'auth-failed' }] });
    const defined = factsOf(rig.facts, 'context.defined');
    expect(defined.map(({ apn }) => apn)).toEqual(Array(3).fill(['three.co.uk', '3internet']).flat());
    expect(new Set(defined.map(({ cid }) => cid))).toEqual(new Set([2]));
  });

  it('one that the stick has kept for this APN is used again', async () => {
    const kept = {
      lines: ['+CGDCONT: 1,"IP","operator.reserved"', '+CGDCONT: 2,"IP","mine"', '+CGDCONT: 7,"IP","Three.co.uk"'],
    };
    rig = story({ misbehave: ['cid-other'], world: { device: twinSays({ '+CGDCONT?': kept }), carrier: threeUk } });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'context.defined')).toMatchObject([{ cid: 7 }]);
  });

  it('when the modem takes none, that is said, and nothing is dialled', async () => {
    const refused = Object.fromEntries(
      ['three.co.uk', '3internet'].flatMap((apn) =>
        [1, 2].map((cid) => [`+CGDCONT=${cid},"IP","${apn}"`, { error: 3 }]),
      ),
    );
    rig = story({ misbehave: ['cid-other'], world: { device: twinSays(refused), carrier: threeUk } });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      stage: 'init',
      causes: [{ id: 'at-command-rejected' }],
    });
    expect(factsOf(rig.facts, 'context.refused').map(({ cid }) => cid)).toEqual([1, 2, 1, 2]);
    expect(rig.world.stats().dials).toBe(0);
  });

  it('a number that names no context cannot be told to use another one', async () => {
    const value = { ...threeUk, dial: { number: '#777' } };
    rig = story({ misbehave: ['cid-other'], carriers: [{ plugin: 'three-uk', value }] });
    expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'at-command-rejected' }] });
    expect(sent().some((command) => command.startsWith('AT+CGDCONT=2'))).toBe(false);
    expect(rig.world.stats().dials).toBe(0);
  });
});
