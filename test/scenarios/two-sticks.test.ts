import { afterEach, describe, expect, it } from 'vitest';
import type { SerialLink } from '../../core/at/byte-stream.js';
import type { Fact } from '../../core/facts/fact.js';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig, type RigOptions } from '../../core/sim/rig.js';
import { virtualTty } from '../../core/sim/virtual-usb.js';
import { story, twinSays } from './story.js';

/** Several sticks in one machine: what happens to one is nothing to the others, not a millisecond and not a fact. */
let rig: Rig;
afterEach(() => rig?.end());

const first = '1-3';
const second = '1-4';
const ofStick = (stick: string) => rig.facts.filter((fact) => fact.stick === stick);
const wellBehaved = Array.from({ length: 9 }, () => ({}));
const tenMinutes = 600_000;

/** A stick's facts as they would be told of the first. */
const asFirst = (facts: readonly Fact[], stick: string): unknown =>
  JSON.parse(
    JSON.stringify(facts).replaceAll(`"${stick}"`, `"${first}"`).replaceAll(`virtual/${stick}:`, `virtual/${first}:`),
  );

/** What is told of a stick that has the machine to itself, for so long. */
const alone = async (options: Partial<RigOptions>, ms: number): Promise<readonly Fact[]> => {
  const one = story(options);
  await one.run(undefined, ms);
  await one.end();
  return one.facts.filter(({ t }) => t <= ms);
};

/** What one stick learns of a model or a card serves the next: with this there is nothing left to learn. */
const taught = async () => {
  const memory = memoryInMemory();
  await alone({ memory }, 60_000);
  return memory;
};

const onlineAt = (facts: readonly Fact[]) => factsOf(facts, 'online').map(({ t }) => t);

/** Another card than the first stick's, as far as a locked card tells: its number. */
const otherCard = twinSays({ '+CRSM=176,12258,0,0,10': { lines: ['+CRSM: 144,0,"984402103254769891F3"'] } });

describe('beside a stick that misbehaves', () => {
  it.each([
    ['hung', 'init.no-reply'],
    ['zusimr-flood', undefined],
    ['dial-busy', 'dial.busy'],
    ['unplug-at=init', 'usb.gone'],
    ['unplug-at=ppp', 'usb.gone'],
    ['link-lost=40', 'ppp.hung-up'],
  ] as const)(
    '(%s) the other is online in the time that it takes alone, and told the same',
    async (misbehave, exit) => {
      const expected = await alone({}, tenMinutes);
      rig = story({ beside: [{ misbehave: [misbehave] }] });
      await rig.run(undefined, tenMinutes);
      expect(onlineAt(ofStick(first))).toEqual(onlineAt(expected));
      expect(onlineAt(expected)).toHaveLength(1);
      expect(ofStick(first)).toEqual(expected);
      expect(new Set(factsOf(ofStick(second), 'walk.ended').map((fact) => fact.exit))).toEqual(
        new Set(exit === undefined ? [] : [exit]),
      );
    },
  );

  it.each(['hung', 'dial-busy', 'link-lost=40'])('(%s) that one is told the same as alone, too', async (misbehave) => {
    const memory = await taught();
    const expected = await alone({ misbehave: [misbehave], memory }, tenMinutes);
    rig = story({ misbehave: [misbehave], beside: [{}], memory });
    await rig.run(undefined, tenMinutes);
    expect(ofStick(first)).toEqual(expected);
  });

  it('each fact of a stick says which: none is told of both, or of none', async () => {
    rig = story({ beside: [{ misbehave: ['dial-busy'] }] });
    await rig.run(undefined, tenMinutes);
    expect(new Set(rig.facts.map(({ stick }) => stick))).toEqual(new Set([first, second]));
    for (const stick of [first, second]) {
      const other = stick === first ? second : first;
      expect(JSON.stringify(ofStick(stick))).not.toContain(`${other}:`);
    }
    const exits = factsOf(rig.facts, 'walk.ended');
    expect(exits.length).toBeGreaterThan(1);
    expect(new Set(exits.map(({ stick }) => stick))).toEqual(new Set([second]));
  });

  it('pulled out in mid-walk, the other goes on: nothing of it is closed', async () => {
    rig = story({ beside: [{}] });
    await rig.run(() => factsOf(ofStick(second), 'dial.connected').length > 0);
    const portsOpen = rig.world.stats().portsOpen;
    rig.worlds[1]?.unplug();
    await rig.run(undefined, limits.unplugSettle);
    expect(rig.world.stats().portsOpen).toBe(portsOpen);
    expect(rig.worlds[1]?.stats().portsOpen).toBe(0);
    expect(factsOf(ofStick(second), 'walk.ended').map(({ exit }) => exit)).toEqual(['usb.gone']);
    await rig.run(undefined, 60_000);
    expect([onlineAt(ofStick(first)).length, onlineAt(ofStick(second)).length]).toEqual([1, 0]);
  });
});

describe('ten sticks at once', () => {
  it('are each online in the time of one, and told the same but for their place', async () => {
    const memory = await taught();
    const expected = await alone({ memory }, 60_000);
    rig = story({ beside: wellBehaved, memory });
    await rig.run(undefined, 60_000);
    expect(rig.worlds.map(({ path }) => path)).toHaveLength(10);
    for (const { path } of rig.worlds) expect(asFirst(ofStick(path), path), path).toEqual(expected);
  });

  it('are all looked after at the end: a port that one beside leaves open is told', async () => {
    rig = story({ beside: [{}] });
    await rig.run(() => onlineAt(ofStick(second)).length > 0);
    const left: SerialLink[] = [];
    rig.worlds[1]?.open(virtualTty(second, 0)).subscribe((link) => left.push(link));
    await expect(rig.end()).rejects.toThrow('1 open ports');
    for (const { close } of left) await close();
  });

  it('are nine when one of them never answers', async () => {
    const expected = onlineAt(await alone({}, 60_000));
    rig = story({ misbehave: ['dial-busy'], beside: wellBehaved });
    await rig.run(undefined, 60_000);
    const [bad, ...good] = rig.worlds.map(({ path }) => onlineAt(ofStick(path)));
    expect(bad).toEqual([]);
    expect(good).toEqual(wellBehaved.map(() => expected));
  });
});

describe('a PIN that is right for one of two cards', () => {
  const wanted = { level: 'online', overrides: { pin: '1234' } } as const;

  it('opens that one, is sent to the other once and never again, and to a card that wants none never', async () => {
    rig = story({
      misbehave: ['sim-pin=1234'],
      beside: [{ device: otherCard, misbehave: ['sim-pin=4711'] }, {}],
      wanted,
    });
    // A second round; then both are replugged, and there are two more.
    await rig.run(undefined, limits.nextRound * 1.5);
    for (const world of rig.worlds.slice(0, 2)) world.unplug();
    await rig.run(undefined, 2 * limits.unplugSettle);
    for (const world of rig.worlds.slice(0, 2)) world.plug();
    await rig.run(undefined, limits.nextRound * 1.5);
    // A card forgets between plugs that it was opened; what was refused by the other is no word against it.
    expect(rig.worlds.map((world) => world.stats().pinsSent)).toEqual([2, 1, 0]);
    expect(rig.worlds.map(({ path }) => onlineAt(ofStick(path)).length)).toEqual([2, 0, 1]);
    const refused = factsOf(ofStick(second), 'walk.ended').map(({ exit }) => exit);
    expect(refused).toEqual(['init.pin-wrong', 'init.pin-wrong', 'init.pin-wrong', 'init.pin-wrong']);
    const [verdict] = factsOf(ofStick(second), 'verdict');
    expect(verdict).toMatchObject({ online: false, causes: [{ id: 'sim-pin-wrong' }] });
  });

  it('leaves the stick beside it as it is alone', async () => {
    const expected = await alone({}, tenMinutes);
    rig = story({ beside: [{ device: otherCard, misbehave: ['sim-pin=4711'] }], wanted });
    await rig.run(undefined, tenMinutes);
    expect(ofStick(first)).toEqual(expected);
    expect(rig.worlds.map((world) => world.stats().pinsSent)).toEqual([0, 1]);
  });
});
