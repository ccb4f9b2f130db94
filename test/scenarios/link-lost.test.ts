import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The link was up, and is lost: it is up again soon, and what is told of it is about this time and not the last. */
let rig: Rig;
afterEach(() => rig?.end());

const online = () => rig.verdicts.filter((verdict) => verdict.online);
const untilOnline = (times: number, limitMs = 3_600_000) => rig.run(() => online().length >= times, limitMs);
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);

describe.each([
  { misbehave: 'link-lost=60', exit: 'ppp.hung-up', withinMs: 100 },
  { misbehave: 'peer-terminates=60', exit: 'ppp.peer-terminated', withinMs: 1000 },
  { misbehave: 'echo-lost=60', exit: 'ppp.echo-lost', withinMs: 160_000 },
] as const)('$misbehave', ({ misbehave, exit, withinMs }) => {
  it('is noticed in time, named, and the link is up again', async () => {
    rig = story({ misbehave: [misbehave] });
    const first = await rig.verdict();
    const lostAt = first.totalMs + 60_000;
    await untilOnline(2);
    const [ended] = factsOf(rig.facts, 'walk.ended');
    expect(ended?.exit).toBe(exit);
    expect((ended?.t ?? 0) - lostAt).toBeLessThan(withinMs);
    expect(online()).toHaveLength(2);
  });

  it('is told with the time since it was lost, and the stages that were walked again', async () => {
    rig = story({ misbehave: [misbehave] });
    await untilOnline(3);
    for (const verdict of online().slice(1)) {
      expect(verdict.totalMs).toBeLessThan(4000);
      expect(Object.keys('stages' in verdict ? verdict.stages : {})).toEqual(['dial', 'ppp']);
    }
  });

  it('again and again for an hour, it is redialled each time and nothing is given up', async () => {
    rig = story({ misbehave: [misbehave] });
    await rig.run(undefined, 3_600_000);
    expect(online().length).toBeGreaterThan(15);
    expect(rig.verdicts.filter((verdict) => !verdict.online)).toEqual([]);
    expect(new Set(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count))).toEqual(new Set([1]));
    expect(new Set(exits())).toEqual(new Set([exit]));
  });
});

describe('a link that drops as soon as it is up', () => {
  it('is not redialled for ever without a pause: its cause is said, and the pauses grow', async () => {
    rig = story({ misbehave: ['peer-terminates=0.5'] });
    await rig.run(undefined, 3_600_000);
    expect(rig.world.stats().dials).toBeLessThan(80);
    const given = rig.verdicts.filter((verdict) => !verdict.online);
    expect(given.length).toBeGreaterThan(2);
    for (const verdict of given) expect(verdict).toMatchObject({ causes: [{ id: 'peer-terminated' }] });
    const waits = factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs);
    expect(waits.slice(0, 3)).toEqual([60_000, 120_000, 240_000]);
  });
});

describe('what the link leaves behind', () => {
  it('is nothing: after hundreds of reconnects no more is held than after one', async () => {
    rig = story({ misbehave: ['link-lost=60'] });
    await untilOnline(2);
    const [booked, ports] = [rig.clock.booked, rig.world.stats().portsOpen];
    await untilOnline(400, 100 * 3_600_000);
    expect(online()).toHaveLength(400);
    expect([rig.clock.booked, rig.world.stats().portsOpen]).toEqual([booked, ports]);
  });

  it('is no profile that failed once: the one that works is taken at once, also after a change of level', async () => {
    rig = story({ misbehave: ['apn-only=3internet'], memory: memoryInMemory() });
    await untilOnline(1);
    rig.want({ level: 'ready', overrides: {} });
    await rig.run(undefined, 5000);
    rig.want({ level: 'online', overrides: {} });
    await untilOnline(2, 60_000);
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true, apn: { value: '3internet', from: 'remembered' } });
    expect(exits()).toEqual(['ppp.ipcp-silent']);
  });
});
