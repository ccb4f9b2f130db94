import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** What holds for a call at whose other end nobody takes part in LCP, whether something is said there or not. */
export const describeSilentPeer = (misbehave: 'connect-then-silence' | 'lcp-silent'): unknown =>
  describe(`a call with ${misbehave}`, () => {
    let rig: Rig;
    afterEach(() => rig?.end());

    it('is waited out for a few requests, dialled once more, and named', async () => {
      rig = story({ misbehave: [misbehave] });
      expect(await rig.verdict()).toMatchObject({ online: false, stage: 'ppp', causes: [{ id: 'lcp-no-response' }] });
      expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([
        { exit: 'ppp.lcp-silent', detail: `${limits.lcpTries} requests` },
        { exit: 'ppp.lcp-silent' },
      ]);
      expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'redial', count: 1, upTo: 1 }]);
      const [ppp] = factsOf(rig.facts, 'ppp.started');
      const [ended] = factsOf(rig.facts, 'walk.ended');
      expect((ended?.t ?? 0) - (ppp?.t ?? 0)).toBeLessThan(limits.lcpTries * 3000 + 200);
    });

    it('is not blamed on the APN, which nobody has got to yet', async () => {
      rig = story({ misbehave: [misbehave] });
      const verdict = await rig.verdict();
      expect(verdict.online ? [] : verdict.causes.map(({ id }) => id)).toEqual(['lcp-no-response']);
      expect(factsOf(rig.facts, 'ppp.silence-suspected')).toEqual([]);
      expect(factsOf(rig.facts, 'recovery.chosen').map(({ action }) => action)).not.toContain('next-profile');
    });
  });
