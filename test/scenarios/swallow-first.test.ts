import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The first command on each port is ignored, as by a stick that has just booted. */
let rig: Rig;
afterEach(() => rig?.end());

const sentOn = (port: number) =>
  factsOf(rig.facts, 'at.sent')
    .filter((sent) => sent.port === port)
    .map(({ command }) => command);
const control = 1;
const data = 3;

describe('the first command on a port is swallowed', () => {
  it("is a harmless question of Dialtone's own, asked once more on each port; nothing else is", async () => {
    rig = story();
    const { totalMs } = await rig.verdict();
    const heard = { control: sentOn(control), data: sentOn(data) };
    await rig.end();
    rig = story({ misbehave: ['swallow-first'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({ online: true });
    expect(sentOn(control)).toEqual([heard.control[0], ...heard.control]);
    expect(sentOn(data)).toEqual([heard.data[0], ...heard.data]);
    expect([heard.control[0], heard.data[0]]).toEqual(['AT+CMEE?', 'AT+CMEE?']);
    expect(verdict.totalMs - totalMs).toBeLessThanOrEqual(limits.wake + limits.probeAt);
    expect(factsOf(rig.facts, 'walk.ended')).toEqual([]);
  });

  it('costs neither a PIN nor a dial', async () => {
    rig = story({
      misbehave: ['swallow-first', 'sim-pin=1234'],
      wanted: { level: 'online', overrides: { pin: '1234' } },
    });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(rig.world.stats()).toMatchObject({ pinsSent: 1, dials: 1 });
    expect(sentOn(data).filter((command) => command.startsWith('ATD'))).toHaveLength(1);
  });

  it('is swallowed again after a reset of the stick, and asked again then', async () => {
    rig = story({ misbehave: ['swallow-first', 'hung'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(['init.no-reply']);
    const [reset] = factsOf(rig.facts, 'recovery.chosen');
    const behind = factsOf(rig.facts, 'at.sent').filter(({ t }) => t >= (reset?.t ?? Number.NaN));
    expect(behind.map(({ command }) => command).slice(0, 3)).toEqual(['AT+CMEE?', 'AT+CMEE?', 'ATE0V1']);
  });

  it('is the first only: a call that is lost is dialled again without asking anything twice', async () => {
    rig = story({ misbehave: ['swallow-first', 'link-lost=60'] });
    await rig.verdict();
    const before = sentOn(data).length;
    expect(await rig.verdict()).toMatchObject({ online: true });
    const again = sentOn(data).slice(before);
    expect(again.at(-1)).toBe('ATD*99#');
    expect(new Set(again).size).toBe(again.length);
  });
});
