import type { ExitCode } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** One way to lose a link that was up. */
export interface LostLink {
  /** Without its seconds. */
  readonly misbehave: 'link-lost' | 'echo-lost' | 'peer-terminates';
  readonly exit: ExitCode;
  /** From the loss to the end of the walk. */
  readonly noticedWithinMs: number;
  /** From there to the next dial. */
  readonly waitMs: number;
}

/** What holds however it is lost: it is up again soon, and what is told of it is about this time and not the last. */
export const describeLostLink = ({ misbehave, exit, noticedWithinMs, waitMs }: LostLink): unknown =>
  describe(`a link that is lost by ${misbehave}`, () => {
    let rig: Rig;
    afterEach(() => rig?.end());

    const online = () => rig.verdicts.filter((verdict) => verdict.online);
    const lost = () => story({ misbehave: [`${misbehave}=${heldMs / 1000}`] });

    it('is noticed in time, named, redialled and up again', async () => {
      rig = lost();
      await rig.verdict();
      const lostAt = (factsOf(rig.facts, 'dial.connected')[0]?.t ?? 0) + heldMs;
      expect(await rig.verdict()).toMatchObject({ online: true });
      const ends = factsOf(rig.facts, 'walk.ended');
      expect(ends.map((end) => end.exit)).toEqual([exit]);
      const endedAt = ends[0]?.t ?? 0;
      expect(endedAt).toBeGreaterThanOrEqual(lostAt);
      expect(endedAt - lostAt).toBeLessThanOrEqual(noticedWithinMs);
      expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
        { action: 'redial', on: exit, count: 1, waitMs, saidBy: 'core' },
      ]);
      expect(factsOf(rig.facts, 'walk.started')[1]?.t).toBe(endedAt + waitMs);
    });

    it('is told with the time since it was lost, and only what a call needs is done again', async () => {
      rig = lost();
      await rig.verdict();
      const { length } = rig.facts;
      for (const again of [await rig.verdict(), await rig.verdict()]) {
        expect(again.totalMs).toBeLessThan(waitMs + 1000);
        expect(Object.keys('stages' in again ? again.stages : {})).toEqual(['dial', 'ppp']);
      }
      const asked = factsOf(rig.facts.slice(length), 'at.sent').map(({ port, command }) => `${port}: ${command}`);
      expect(new Set(asked)).toEqual(new Set(['3: AT+CMEE?', '3: ATE0V1&D2', '3: ATD*99#']));
    });

    it('again and again is redialled each time: one that held is forgiven, and nothing is given up', async () => {
      rig = lost();
      await rig.run(() => online().length === 2);
      const inARow = factsOf(rig.facts, 'recovery.chosen')[0]?.upTo ?? 0;
      await rig.run(() => online().length === inARow + 3);
      expect(rig.verdicts).toHaveLength(inARow + 3);
      expect(rig.verdicts.every((verdict) => verdict.online)).toBe(true);
      expect(new Set(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count))).toEqual(new Set([1]));
      expect(new Set(factsOf(rig.facts, 'walk.ended').map((end) => end.exit))).toEqual(new Set([exit]));
    });
  });

/** Long enough to count as a link that held (limits.steady). */
const heldMs = 60_000;
