import { afterEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../core/facts/fact.js';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** Lines arrive in pieces of one to five bytes, as slow sticks and busy computers deliver them. */
let rig: Rig;
afterEach(() => rig?.end());

const pin = '7391';
const walked = async (misbehave: readonly string[], overrides: { readonly pin?: string } = {}) => {
  rig = story({ misbehave, wanted: { level: 'online', overrides } });
  await rig.verdict();
  const { facts } = rig;
  await rig.end();
  return facts;
};
/** Pieces take a moment each, so how long things took is left out. */
const untimed = (facts: readonly Fact[]) =>
  facts.map((fact): object => {
    const { t: _when, ...rest } = fact;
    return Object.fromEntries(Object.entries(rest).filter(([name]) => !['ms', 'totalMs', 'stages'].includes(name)));
  });

describe('lines in pieces', () => {
  it.each([{ beside: [] }, { beside: ['echo-on'] }, { beside: ['swallow-first'] }])(
    'with $beside: are the same lines to everybody',
    async ({ beside }) => {
      const whole = await walked(beside);
      const cut = await walked([...beside, 'half-lines']);
      expect(untimed(cut)).toEqual(untimed(whole));
      expect(factsOf(cut, 'modem.identified')).toMatchObject([{ revision: 'BD_3GHAP673A4V1.0.0B02' }]);
      expect(factsOf(cut, 'dial.connected')).toMatchObject([{ text: 'CONNECT 7200000' }]);
      expect(factsOf(cut, 'verdict')).toMatchObject([{ online: true }]);
    },
  );

  it('take their time and no more: nothing is asked again for it, and nothing is waited out', async () => {
    const [whole] = factsOf(await walked([]), 'verdict');
    const [cut] = factsOf(await walked(['half-lines']), 'verdict');
    const longer = (cut?.totalMs ?? Number.NaN) - (whole?.totalMs ?? 0);
    expect(longer).toBeGreaterThan(0);
    expect(longer).toBeLessThan(limits.probeAt);
  });

  it('hide a PIN whose echo comes in pieces too', async () => {
    const facts = await walked(['half-lines', 'echo-on', `sim-pin=${pin}`], { pin });
    expect(factsOf(facts, 'verdict')).toMatchObject([{ online: true }]);
    expect(rig.world.stats().pinsSent).toBe(1);
    expect(JSON.stringify(facts)).not.toContain(pin);
  });

  it('say in pieces that the call is lost, and are heard: it is dialled again', async () => {
    rig = story({ misbehave: ['half-lines', 'link-lost=60'] });
    const { totalMs } = await rig.verdict();
    expect(await rig.verdict()).toMatchObject({ online: true });
    const [ended] = factsOf(rig.facts, 'walk.ended');
    expect(ended?.exit).toBe('ppp.hung-up');
    expect((ended?.t ?? Number.NaN) - totalMs - 60_000).toBeLessThan(100);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'redial', count: 1, saidBy: 'core' }]);
  });
});
