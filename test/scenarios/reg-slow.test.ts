import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, twinSays } from './story.js';

/** The network takes its time to register the stick: it is given the time, and not asked like a child in a car. */
let rig: Rig;
afterEach(() => rig?.end());

const seconds = (ms: number) => `reg-slow=${ms / 1000}`;
const sent = () => factsOf(rig.facts, 'at.sent');
const questions = () => sent().filter(({ command }) => /^AT\+C(G|E)?REG\?$/.test(command));
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);

describe('a network that is slow', () => {
  it('is waited for, and gets the stick online as soon as the modem says so by itself', async () => {
    rig = story({ misbehave: [seconds(limits.registration - 10_000)] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual([]);
    const served = factsOf(rig.facts, 'registration.changed').find(({ registered }) => registered);
    const dialling = factsOf(rig.facts, 'stage.entered').find(({ stage }) => stage === 'dial');
    expect(served?.t).toBeGreaterThan(limits.registration - 10_000);
    expect((dialling?.t ?? 0) - (served?.t ?? 0)).toBeLessThan(100);
  });

  it('is asked once, and then listened to: a longer wait is not one question more', async () => {
    const asked: number[] = [];
    for (const ms of [5000, limits.registration - 10_000]) {
      rig = story({ misbehave: [seconds(ms)] });
      await rig.verdict();
      expect(questions().map(({ command }) => command)).toEqual(['AT+CREG?', 'AT+CGREG?', 'AT+CEREG?']);
      asked.push(rig.world.stats().commands);
      await rig.end();
    }
    expect(asked[1]).toBe(asked[0]);
  });

  it('is asked about every two seconds where the stick says nothing by itself', async () => {
    const refused = ['+CREG=2', '+CGREG=2', '+CGREG=1'].map((command) => [command, { error: 'ERROR' as const }]);
    const silent = twinSays(Object.fromEntries(refused));
    rig = story({ world: { device: silent, carrier: threeUk }, misbehave: [seconds(20_000)] });
    const verdict = await rig.verdict();
    expect([verdict.online, exits()]).toEqual([true, []]);
    const asked = questions().filter(({ command }) => command === 'AT+CGREG?');
    expect(asked.length).toBeLessThanOrEqual(20_000 / limits.askRegistration + 1);
    expect(verdict.totalMs).toBeLessThan(20_000 + limits.askRegistration + 3000);
  });
});

describe('a network that is slower than we wait', () => {
  it('gets the radio switched off and on once, and then it is said that nobody took the stick in', async () => {
    rig = story({ misbehave: [seconds(limits.registration + 30_000)] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({
      online: false,
      stage: 'init',
      causes: [
        {
          id: 'not-registered',
          says: expect.stringContaining("Three's 3G service has been switched off"),
          remedy: expect.stringMatching(/LTE.*phone/),
        },
      ],
    });
    expect(verdict.online ? [] : verdict.causes[0]?.evidence).toContainEqual(
      expect.objectContaining({ fact: 'walk.ended', t: verdict.totalMs }),
    );
    expect(exits()).toEqual(['init.not-registered', 'init.not-registered']);
    expect(factsOf(rig.facts, 'signal.measured').map(({ percent }) => percent > 0)).toEqual([true, true]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'radio-cycle', on: 'init.not-registered', count: 1, upTo: 1, saidBy: 'core' },
    ]);
    expect(verdict.totalMs).toBeGreaterThan(2 * limits.registration);
    expect(verdict.totalMs).toBeLessThan(2 * limits.registration + limits.command);
    expect(rig.world.stats().dials).toBe(0);
  });

  it('may take it in while we pause: the radio stays on, and the next round is online at once', async () => {
    rig = story({ misbehave: [seconds(limits.registration + 30_000)] });
    const first = await rig.verdict();
    const second = await rig.verdict();
    expect([first.online, second.online]).toEqual([false, true]);
    expect(factsOf(rig.facts, 'recovery.exhausted')).toMatchObject([
      { on: 'init.not-registered', waitMs: limits.nextRound },
    ]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toHaveLength(1);
    expect(second.totalMs).toBeLessThan(limits.command);
  });
});
