import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The modem says CONNECT, and then not one byte comes. */
let rig: Rig;
afterEach(() => rig?.end());

describe('connect-then-silence', () => {
  it('is waited out for a few requests, dialled once more, and named', async () => {
    rig = story({ misbehave: ['connect-then-silence'] });
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
    rig = story({ misbehave: ['connect-then-silence'] });
    const verdict = await rig.verdict();
    expect(verdict.online ? [] : verdict.causes.map(({ id }) => id)).toEqual(['lcp-no-response']);
    expect(factsOf(rig.facts, 'ppp.silence-suspected')).toEqual([]);
    expect(factsOf(rig.facts, 'recovery.chosen').map(({ action }) => action)).not.toContain('next-profile');
  });

  it('does not cost the other port its answers: the modem is registered still', async () => {
    rig = story({ misbehave: ['connect-then-silence'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'step.passed').filter(({ step }) => step === 'register')).toHaveLength(1);
    expect(factsOf(rig.facts, 'at.sent').filter(({ command }) => command.startsWith('ATD'))).toHaveLength(2);
  });
});
