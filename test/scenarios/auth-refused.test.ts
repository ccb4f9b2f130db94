import { afterEach, describe, expect, it } from 'vitest';
import type { Wanted } from '../../core/facts/wanted.js';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, threeUkCarrier } from './story.js';

/** The network refuses every user name and password. */
let rig: Rig;
afterEach(() => rig?.end());

const plans = () => factsOf(rig.facts, 'plan.resolved');
const attempts = () => plans().map(({ apn, attempt, of }) => `${apn?.value} ${attempt}/${of}`);
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const asked = (overrides: object): Wanted => ({ level: 'online', overrides });

/** Three's profiles, with credentials of their own. */
const withCredentials = threeUkCarrier.map(({ plugin }) => ({
  plugin,
  value: {
    ...threeUk,
    profiles: threeUk.profiles.map((profile) => ({
      ...profile,
      auth: { allow: ['chap' as const], user: 'of-the-pack', password: 'pa55-of-the-pack' },
    })),
  },
}));

describe('refused credentials', () => {
  it("are tried with the carrier's next profile, and then told with the network's own message", async () => {
    rig = story({ misbehave: ['auth-refused'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({
      online: false,
      stage: 'ppp',
      causes: [
        {
          id: 'auth-failed',
          says: 'The network refused the user name or password: Authentication failure.',
          remedy: expect.stringMatching(/--user NAME .*--password-file FILE/),
          evidence: [{ fact: 'walk.ended', t: verdict.totalMs, text: expect.stringContaining('was refused') }],
        },
      ],
    });
    expect(attempts()).toEqual(['three.co.uk 1/2', '3internet 2/2']);
    expect(factsOf(rig.facts, 'ppp.auth-refused')).toMatchObject(
      Array(2).fill({ protocol: 'chap', message: 'Authentication failure' }),
    );
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject(
      Array(2).fill({ exit: 'ppp.auth-refused', detail: 'Authentication failure' }),
    );
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'next-profile', on: 'ppp.auth-refused', count: 1, waitMs: 0, saidBy: 'core' },
    ]);
    expect(rig.world.stats().dials).toBe(2);
  });

  it('end the call at once, cost no second registration, and leave no profile behind as one that works', async () => {
    rig = story({ misbehave: ['auth-refused'] });
    await rig.verdict();
    for (const [index, { t }] of factsOf(rig.facts, 'ppp.auth-refused').entries())
      expect((factsOf(rig.facts, 'walk.ended')[index]?.t ?? 0) - t).toBeLessThanOrEqual(2 * limits.terminate);
    const steps = factsOf(rig.facts, 'step.passed').map(({ step }) => step);
    expect(steps.filter((step) => step === 'register' || step === 'choose-carrier')).toHaveLength(2);
    expect(factsOf(rig.facts, 'memory.kept').filter(({ what }) => what === 'profile')).toEqual([]);
    expect(factsOf(rig.facts, 'ppp.ipcp-sent')).toEqual([]);
  });

  it("of the user's own: the name is never replaced by that of a pack, and no password is in any fact", async () => {
    const wanted = asked({ user: 'me', password: 'pa55word-of-mine' });
    rig = story({ misbehave: ['auth-refused'], carriers: withCredentials, wanted });
    expect(await rig.verdict()).toMatchObject({ causes: [{ id: 'auth-failed' }] });
    expect(attempts()).toEqual(['three.co.uk 1/2', '3internet 2/2']);
    for (const plan of plans())
      expect(plan).toMatchObject({ user: { value: 'me', from: 'request' }, passwordSet: true });
    expect(JSON.stringify(rig.facts)).not.toMatch(/pa55/);
  });

  it("with the user's own APN are tried once: there is no next profile to hide it", async () => {
    rig = story({ misbehave: ['auth-refused'], wanted: asked({ apn: '3internet', user: 'me', password: 'pa55' }) });
    expect(await rig.verdict()).toMatchObject({ causes: [{ id: 'auth-failed' }] });
    expect([attempts(), rig.world.stats().dials]).toEqual([['3internet 1/1'], 1]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
  });

  it('are tried afresh after a pause that doubles, at once when others are given, and at once after a replug', async () => {
    rig = story({ misbehave: ['auth-refused'] });
    for (const times of [1, 2]) {
      await rig.verdict();
      await rig.run(undefined, times * limits.nextRound - 1);
    }
    expect(factsOf(rig.facts, 'recovery.exhausted')).toMatchObject(
      [1, 2].map((times) => ({ on: 'ppp.auth-refused', waitMs: times * limits.nextRound })),
    );
    const round = ['three.co.uk 1/2', '3internet 2/2'];
    expect(attempts()).toEqual([...round, ...round]);

    rig.want(asked({ user: 'me', password: 'pa55word-of-mine' }));
    const given = rig.clock.now();
    await rig.verdict();
    expect(rig.clock.now() - given).toBeLessThan(limits.denied);
    expect(plans().slice(4)).toMatchObject(Array(2).fill({ user: { value: 'me', from: 'request' } }));

    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    await rig.verdict();
    expect(rig.clock.now() - plugged).toBeLessThan(limits.denied);
    expect(exits()).toHaveLength(8);
  });
});
