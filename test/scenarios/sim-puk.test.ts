import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, replugged, story } from './story.js';

/** Three wrong PINs have blocked the SIM. Ten wrong PUKs would destroy it, so nothing is sent that could count as one. */
let rig: Rig;
afterEach(() => rig?.end());

const failed = async () => {
  rig = story({ misbehave: ['sim-puk'], wanted: { level: 'online', overrides: { pin: '0000' } } });
  return failedVerdict(rig);
};
const sent = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);

describe('a SIM that wants its PUK', () => {
  it('is named at once, in words that say where to enter it', async () => {
    const { stage, causes } = await failed();
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([{ exit: 'init.puk-required' }]);
    expect(factsOf(rig.facts, 'sim.state')).toMatchObject([{ state: 'SIM PUK' }]);
    expect(factsOf(rig.facts, 'sim.retries')).toMatchObject([{ pin: 0 }]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
    expect([stage, causes[0]?.id]).toEqual(['init', 'sim-puk-required']);
    expect(causes[0]?.says).toMatch(/blocked.*PUK/);
    expect(causes[0]?.remedy).toMatch(/phone.*PUK/);
    expect(causes[0]?.evidence.map(({ fact }) => fact)).toEqual(['walk.ended']);
  });

  it('is sent neither a PIN nor a PUK, over rounds, pauses and a replug, and nothing is dialled', async () => {
    await failed();
    for (let round = 1; round < 4; round += 1) await rig.verdict();
    await replugged(rig);
    expect(rig.verdicts).toHaveLength(5);
    for (const verdict of rig.verdicts)
      expect(verdict.online ? 'online' : verdict.causes[0]?.id).toBe('sim-puk-required');
    expect(sent().filter((command) => /\+CPIN=|\+CPIN2|\+CLCK=|\+CPWD|\*\*05|^ATD/.test(command))).toEqual([]);
    expect(rig.world.stats()).toMatchObject({ pinsSent: 0, dials: 0 });
    expect(new Set(factsOf(rig.facts, 'sim.retries').map(({ puk }) => puk))).toEqual(new Set([10]));
  });

  it('is looked at again after a pause, after a longer one the next time, and at once after a replug', async () => {
    await failed();
    await rig.verdict();
    await rig.run(undefined, 1000);
    const pauses = factsOf(rig.facts, 'recovery.exhausted');
    expect(pauses.map(({ waitMs }) => waitMs)).toEqual([limits.nextRound, 2 * limits.nextRound]);
    const next = factsOf(rig.facts, 'walk.started').find(({ t }) => t > (pauses[0]?.t ?? Number.NaN));
    expect((next?.t ?? Number.NaN) - (pauses[0]?.t ?? 0)).toBe(limits.nextRound);
    expect((await replugged(rig)).tookMs).toBeLessThan(limits.command);
  });
});
