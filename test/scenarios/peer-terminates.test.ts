import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { describeLostLink } from './lost-link.js';
import { story } from './story.js';

/** The peer ends the link politely: it is answered, believed, and called again; but not for ever when it ends each link at once. */
describeLostLink({ misbehave: 'peer-terminates', exit: 'ppp.peer-terminated', noticedWithinMs: 0, waitMs: 1000 });

let rig: Rig;
afterEach(() => rig?.end());

const counts = () => factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count);
const givenUp = () => rig.verdicts.filter((verdict) => !verdict.online);
const waits = () => factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs);

describe('a polite end', () => {
  it('is answered at once, so that nobody waits for the other to hang up', async () => {
    rig = story({ misbehave: ['peer-terminates=60'] });
    await rig.verdict();
    await rig.verdict();
    const [asked] = factsOf(rig.facts, 'ppp.terminate-received');
    expect(asked).toMatchObject({ up: true });
    expect(factsOf(rig.facts, 'ppp.ended')).toMatchObject([{ t: asked?.t }]);
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([{ exit: 'ppp.peer-terminated', t: asked?.t }]);
  });
});

describe('a link that drops as soon as it is up', () => {
  it('is not redialled for ever without a pause: its cause is said, and the pauses grow', async () => {
    rig = story({ misbehave: ['peer-terminates=0.5'] });
    await rig.run(() => waits().length === 3);
    expect(counts()).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5]);
    expect(rig.world.stats().dials).toBe(3 * 6);
    expect(givenUp()).toHaveLength(3);
    for (const verdict of givenUp())
      expect(verdict).toMatchObject({
        stage: 'ppp',
        causes: [
          {
            id: 'peer-terminated',
            says: 'The network ended the link.',
            remedy: expect.stringContaining('data allowance'),
            evidence: [{ fact: 'walk.ended' }],
          },
        ],
      });
    expect(waits()).toEqual([1, 2, 4].map((times) => times * limits.nextRound));
  });

  it.each([
    { says: 'a moment less than one that held', ms: limits.steady - 1000, held: false },
    { says: 'as long as one that held', ms: limits.steady, held: true },
  ])('after $says counts as such', async ({ ms, held }) => {
    rig = story({ misbehave: [`peer-terminates=${ms / 1000}`] });
    await rig.run(() => counts().length === 3);
    expect(counts()).toEqual(held ? [1, 1, 1] : [1, 2, 3]);
  });
});
