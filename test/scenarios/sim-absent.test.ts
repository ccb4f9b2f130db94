import { afterEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../core/facts/fact.js';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, replugged, story } from './story.js';

/** There is no SIM in the stick, or it does not sit right: nothing but a hand can help. */
let rig: Rig;
afterEach(() => rig?.end());

const failed = async (overrides: { readonly pin?: string } = {}) => {
  rig = story({ misbehave: ['sim-absent'], wanted: { level: 'online', overrides } });
  return failedVerdict(rig);
};
const firstCause = (verdict: Verdict) => (verdict.online ? 'online' : verdict.causes[0]?.id);
const sent = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);

describe('a stick without a SIM', () => {
  it('is told so, in words that say what to do, as soon as it has been asked once', async () => {
    const { stage, causes } = await failed();
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([{ exit: 'init.sim-missing' }]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
    expect(sent().filter((command) => command === 'AT+CPIN?')).toHaveLength(1);
    expect([stage, causes[0]?.id]).toEqual(['init', 'sim-missing']);
    expect(causes[0]?.says).toMatch(/no SIM/);
    expect(causes[0]?.remedy).toMatch(/SIM/);
    expect(`${causes[0]?.says} ${causes[0]?.remedy}`).not.toMatch(/[{}]|AT\+|CME|undefined/);
    expect(causes[0]?.evidence.map(({ fact }) => fact)).toEqual(['walk.ended']);
  });

  it.each([{ pin: undefined }, { pin: '1234' }])(
    'is sent no PIN (given: $pin), switches no radio on and dials nothing',
    async ({ pin }) => {
      await failed(pin === undefined ? {} : { pin });
      expect(sent().filter((command) => /\+CPIN=|\+CFUN=|\+CGDCONT=|^ATD/.test(command))).toEqual([]);
      expect(rig.world.stats()).toMatchObject({ pinsSent: 0, dials: 0 });
    },
  );

  it('is asked again after a pause, its ports free meanwhile, and after a longer one the next time', async () => {
    await failed();
    await rig.verdict();
    await rig.verdict();
    await rig.run(undefined, 1000);
    const pauses = factsOf(rig.facts, 'recovery.exhausted');
    expect(pauses.map(({ waitMs }) => waitMs)).toEqual([1, 2, 4].map((times) => times * limits.nextRound));
    for (const { t, waitMs } of pauses.slice(0, 2)) {
      const next = factsOf(rig.facts, 'walk.started').find((started) => started.t > t);
      expect((next?.t ?? Number.NaN) - t).toBe(waitMs);
    }
    for (const verdict of rig.verdicts) expect(firstCause(verdict)).toBe('sim-missing');
    expect(rig.world.stats().portsOpen).toBe(0);
  });

  it('that is pulled out for its SIM does not wait for the pause when it is back', async () => {
    await failed();
    await rig.verdict();
    await rig.run(undefined, 1000);
    const { verdict, tookMs } = await replugged(rig);
    expect(firstCause(verdict)).toBe('sim-missing');
    expect(tookMs).toBeLessThan(limits.command);
    await rig.run(undefined, 1000);
    expect(factsOf(rig.facts, 'recovery.exhausted').at(-1)?.waitMs).toBe(limits.nextRound);
  });
});
