import type { CarrierPack, VirtualNetwork } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { mf627, story, threeUk } from './story.js';

/** The network refuses the stick on the air: it may be a whim of the network, and it may be for ever. */
let rig: Rig;
afterEach(() => rig?.end());

const commands = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const steps = () => factsOf(rig.facts, 'step.passed').map(({ step }) => step);
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const statuses = () => factsOf(rig.facts, 'registration.changed').map(({ domain, status }) => `${domain} ${status}`);
const radio = () => commands().filter((command) => command.startsWith('AT+CFUN='));

/** Three's network, where the search ends with these statuses. */
const onAir = (registration: VirtualNetwork['registration']): CarrierPack => ({
  ...threeUk,
  simulation: threeUk.simulation && { ...threeUk.simulation, registration },
});

describe('a stick that the network refuses', () => {
  it("is doubted for a while, switched off and on once as Three's pack says, and then told why in Three's words", async () => {
    rig = story({ misbehave: ['reg-denied'] });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      stage: 'init',
      causes: [
        {
          id: 'registration-denied',
          says: expect.stringMatching(/^Three UK's network refused this stick, .* MF627\. .*3G .* switched off/),
          remedy: expect.stringContaining('LTE (4G) stick or a phone'),
          evidence: [{ fact: 'carrier.chosen' }, { fact: 'walk.ended' }],
        },
      ],
    });
    expect(exits()).toEqual(['init.registration-denied', 'init.registration-denied']);
    for (const { t } of factsOf(rig.facts, 'walk.ended')) {
      const denied = factsOf(rig.facts, 'registration.changed').findLast((changed) => changed.t <= t);
      expect([denied?.status, t - (denied?.t ?? 0)]).toEqual([3, limits.denied]);
    }
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'radio-cycle', on: 'init.registration-denied', count: 1, upTo: 1, saidBy: 'three-uk' },
    ]);
    expect(radio()).toEqual(['AT+CFUN=1', 'AT+CFUN=4', 'AT+CFUN=1']);
    // Nothing to dial with: the data port is not even opened.
    expect(factsOf(rig.facts, 'port.opened').map(({ port }) => port)).toEqual([1]);
  });

  it('is online after that one time off and on, when the network has thought better of it', async () => {
    rig = story({ misbehave: ['reg-denied=1'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['init.registration-denied']);
    expect(radio()).toEqual(['AT+CFUN=1', 'AT+CFUN=4', 'AT+CFUN=1']);
    expect(steps().filter((step) => step === 'wake' || step === 'identify' || step === 'unlock-sim')).toHaveLength(3);
    expect(commands().indexOf('ATD*99#')).toBeGreaterThan(commands().lastIndexOf('AT+CFUN=1'));
  });

  it('in voice alone is not refused: packet service is what counts', async () => {
    rig = story({ world: { device: mf627, carrier: onAir({ circuit: 3, packet: 1 }) } });
    const verdict = await rig.verdict();
    expect(statuses()).toEqual(['circuit 2', 'packet 2', 'circuit 3', 'packet 1']);
    expect([verdict.online, exits(), verdict.totalMs < limits.denied]).toEqual([true, [], true]);
  });

  it('in voice alone is not refused yet while packet service is looked for', async () => {
    rig = story({ world: { device: mf627, carrier: onAir({ circuit: 3, packet: 2 }) } });
    expect(await rig.verdict()).toMatchObject({ causes: [{ id: 'not-registered' }] });
    expect(statuses()).toContain('circuit 3');
    expect(exits()).not.toContain('init.registration-denied');
  });

  it('is given up after one refusal where no pack says that switching off and on helps, and in our own words', async () => {
    rig = story({ misbehave: ['reg-denied'], carriers: [] });
    expect(await rig.verdict()).toMatchObject({
      causes: [
        { id: 'registration-denied', says: 'The network refuses this SIM.', evidence: [{ fact: 'walk.ended' }] },
      ],
    });
    expect(factsOf(rig.facts, 'recovery.chosen')).toEqual([]);
    expect(radio()).toEqual(['AT+CFUN=1']);
  });

  it.each(['a pause', 'a replug'])('may be switched off and on again after %s', async (after) => {
    rig = story({ misbehave: ['reg-denied=2'] });
    expect(await rig.verdict()).toMatchObject({ online: false });
    const givenUp = rig.clock.now();
    if (after === 'a replug') {
      rig.world.unplug();
      rig.world.plug();
    }
    expect(await rig.verdict()).toMatchObject({ online: true });
    const again = factsOf(rig.facts, 'walk.started').find(({ t }) => t >= givenUp);
    expect((again?.t ?? 0) - givenUp).toBe(after === 'a replug' ? 0 : limits.nextRound);
    // A stick that is pulled out in the moment of the verdict is promised nothing.
    expect(factsOf(rig.facts, 'recovery.exhausted')).toMatchObject(
      after === 'a replug' ? [] : [{ on: 'init.registration-denied', waitMs: limits.nextRound }],
    );
    expect(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count)).toEqual(
      after === 'a replug' ? [1] : [1, 1],
    );
  });
});
