import type { DeviceDefinition, Rule } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import type { OfflineVerdict } from '../../core/facts/fact.js';
import { type Rig, type RigOptions } from '../../core/sim/rig.js';
import { failedVerdict, mf627, story, threeUk } from './story.js';

/** A verdict explains the walk that ended it: by what happened in it and led to it, and by nothing older. */
let rig: Rig;
afterEach(() => rig?.end());

const failed = async (options: Partial<RigOptions>): Promise<OfflineVerdict> => {
  rig = story(options);
  return failedVerdict(rig);
};
const ids = ({ causes }: OfflineVerdict) => causes.map(({ id }) => id);

describe('the causes of a verdict', () => {
  it('do not name what was overcome on the way: the SIM that was busy at first', async () => {
    const verdict = await failed({ misbehave: ['sim-busy=6', 'reg-denied'], limits: { simBusy: 4000 } });
    expect(ids(verdict)).toEqual(['registration-denied']);
  });

  it('do not name the profile that failed before the one that failed last', async () => {
    const verdict = await failed({ misbehave: ['apn-only=another.apn'] });
    expect(verdict.causes[0]).toMatchObject({ id: 'apn-wrong', says: expect.stringContaining('3internet') });
    expect(verdict.causes[0]?.evidence.filter(({ fact }) => fact === 'walk.ended')).toHaveLength(1);
  });

  it('keep what a door said that is still passed, also where another began beside it', async () => {
    const rule: Rule = {
      cause: 'pdp-rejected',
      when: [
        { fact: 'registration.changed', where: { domain: 'packet', registered: true } },
        { fact: 'walk.ended', where: { exit: 'ppp.ipcp-silent' } },
      ],
      confidence: 1,
      says: 'Served by {registration.changed:domain}.',
      remedy: 'R.',
    };
    const carrier = { ...threeUk, diagnoses: [rule] };
    const verdict = await failed({
      misbehave: ['apn-only=another.apn'],
      carriers: [{ plugin: 'three-uk', value: carrier }],
    });
    expect(verdict.causes[0]).toMatchObject({ id: 'pdp-rejected', says: 'Served by packet.' });
  });

  it('can tell what recovery did before it gave up, whatever it did last', async () => {
    const rule: Rule = {
      cause: 'modem-not-responding',
      when: [
        { fact: 'recovery.chosen', where: { action: 'usb-reset' } },
        { fact: 'walk.ended', where: { exit: 'init.no-reply' } },
      ],
      confidence: 1,
      says: 'Reset {recovery.chosen:count} times in vain.',
      remedy: 'R.',
    };
    const mute: DeviceDefinition = {
      ...mf627,
      diagnoses: [rule],
      twin: mf627.twin && {
        ...mf627.twin,
        interfaces: mf627.twin.interfaces.map((one) => ({ ...one, answers: 'nothing' as const })),
      },
    };
    const verdict = await failed({
      world: { device: mute, carrier: threeUk },
      devices: [{ plugin: 'zte', value: mute }],
    });
    expect(verdict.causes[0]?.says).toBe('Reset 2 times in vain.');
  });

  it('are of this round: the next one begins with an empty page', async () => {
    await failed({ misbehave: ['sim-absent'] });
    const again = await rig.verdict();
    expect(again).toMatchObject({ online: false, causes: [{ id: 'sim-missing' }] });
    const [first, second] = rig.verdicts.flatMap((verdict) => (verdict.online ? [] : verdict.causes));
    expect(second?.evidence[0]?.t).toBeGreaterThan(first?.evidence[0]?.t ?? 0);
    expect(again.totalMs).toBeLessThan(5000);
  });
});
