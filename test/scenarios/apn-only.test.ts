import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, story } from './story.js';

/** The SIM has another APN than the one that is tried first. */
let rig: Rig;
afterEach(() => rig.end());

describe('the network takes 3internet only', () => {
  it('fails with the first profile, goes online with the second in the same run, and tells it', async () => {
    rig = story({ misbehave: ['apn-only=3internet'] });
    expect(await rig.verdict()).toMatchObject({
      online: true,
      apn: { value: '3internet', from: 'carrier', plugin: 'three-uk' },
    });
    expect(factsOf(rig.facts, 'plan.resolved').map(({ apn }) => apn?.value)).toEqual(['three.co.uk', '3internet']);
    expect(factsOf(rig.facts, 'modem.cause')).toMatchObject([{ decisive: true }]);
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([{ exit: 'ppp.ipcp-silent' }]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([{ action: 'next-profile', count: 1 }]);
  });

  it('repeats no wake, no PIN and no registration for the second profile', async () => {
    rig = story({ misbehave: ['apn-only=3internet'] });
    await rig.verdict();
    const steps = factsOf(rig.facts, 'step.passed').map(({ step }) => step);
    expect(steps.filter((step) => step === 'register')).toHaveLength(1);
    expect(steps.filter((step) => step === 'wake')).toHaveLength(1);
    expect(steps.filter((step) => step === 'define-context')).toHaveLength(2);
  });

  it('begins with it the next time, and is online sooner', async () => {
    const memory = memoryInMemory();
    rig = story({ misbehave: ['apn-only=3internet'], memory });
    const first = await rig.verdict();
    await rig.end();
    rig = story({ misbehave: ['apn-only=3internet'], memory });
    const second = await rig.verdict();
    expect(second).toMatchObject({ online: true, apn: { value: '3internet', from: 'remembered' } });
    expect(second.totalMs).toBeLessThan(first.totalMs - 5000);
  });

  it('never replaces an APN that the user set: the right ones are named, not tried', async () => {
    rig = story({ misbehave: ['apn-only=3internet'], wanted: { level: 'online', overrides: { apn: 'wrong.apn' } } });
    const verdict = await failedVerdict(rig);
    expect(verdict.causes[0]).toMatchObject({ id: 'apn-wrong' });
    expect(verdict.causes[0]?.says).toContain('wrong.apn');
    expect(verdict.causes[0]?.remedy).toContain('three.co.uk or 3internet');
    expect(new Set(factsOf(rig.facts, 'context.defined').map(({ apn }) => apn))).toEqual(new Set(['wrong.apn']));
  });

  it('ends with apn-wrong when every known APN was refused', async () => {
    rig = story({ misbehave: ['apn-only=another.apn'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({ online: false, stage: 'ppp' });
    if (!verdict.online) expect(verdict.causes[0]?.id).toBe('apn-wrong');
    expect(factsOf(rig.facts, 'plan.resolved').map(({ attempt, of }) => `${attempt}/${of}`)).toEqual(['1/2', '2/2']);
  });
});
