import type { StageName } from '@dialtone/plugins';
import { from, lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { failedRun, happyRun, nextProfile } from './recorded-facts.test.data.js';
import { type Seen, seenBy, unseen } from './seen.js';
import { type Step, steps } from './steps.js';

const stepsOf = (facts: readonly Fact[]): Promise<readonly Step[]> =>
  lastValueFrom(from(facts).pipe(steps(), toArray()));

/** How the stage looks when it stops going on, in the walk with this number. */
const final = async (stage: StageName, facts: readonly Fact[], walk = 1): Promise<Seen> => {
  let seen = unseen;
  for (const step of [...(await stepsOf(facts)).filter((one) => one.walk === walk), undefined]) {
    if (seen.going) seen = seenBy(stage, walk)(seen, step);
  }
  return seen;
};

describe('a stage in the live list', () => {
  it('stands with its time and what it learnt once it is passed', async () => {
    expect(await final('dial', happyRun)).toMatchObject({
      going: false,
      title: 'dial           0.5 s  CONNECT 7200000 to *99***1#',
    });
  });

  it('shows what it has learnt while it goes on', async () => {
    const untilMode = (await stepsOf(happyRun)).filter(({ fact }) => fact.t <= 1115);
    expect(untilMode.reduce(seenBy('init', 1), unseen)).toMatchObject({
      going: true,
      text: 'MF627, BD_P671A2V1.0.0B03',
    });
  });

  it('fails with the walk', async () => {
    expect(await final('ppp', failedRun)).toMatchObject({
      failed: true,
      title: 'ppp            6.1 s  failed: nobody answered at IPCP (3 requests)',
    });
  });

  it('is not finished when all ends before it', async () => {
    expect(await final('init', happyRun.slice(0, 20))).toMatchObject({
      failed: true,
      title: 'init         not finished',
    });
  });

  it('stands as before when a later walk goes past its stamped door', async () => {
    const again: Fact = { t: 12_020, fact: 'stage.entered', stage: 'dial' };
    expect(await final('modeswitch', [...failedRun, ...nextProfile, again], 2)).toMatchObject({
      going: false,
      title: expect.stringMatching(/^modeswitch +as before$/),
    });
  });
});
