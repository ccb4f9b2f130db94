import { afterEach, describe, expect, it } from 'vitest';
import type { SerialLink } from '../../core/at/byte-stream.js';
import { limits } from '../../core/pipeline/limits.js';
import { corePolicy } from '../../core/session/core-policy.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { virtualTty } from '../../core/sim/virtual-usb.js';
import { failedVerdict, replugged, story } from './story.js';

/** Another program holds the stick's ports: a ModemManager that looks at it, or a wvdial that somebody forgot. */
let rig: Rig;
afterEach(() => rig?.end());

const busy = corePolicy.find(({ on }) => on === 'port-select.busy');
const retries = () => factsOf(rig.facts, 'recovery.chosen');
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const failed = async () => {
  rig = story({ misbehave: ['port-held'] });
  return failedVerdict(rig);
};

describe('ports that another program holds', () => {
  it('are asked for three times more, two seconds apart, and never written to', async () => {
    await failed();
    expect(busy).toMatchObject({ action: 'redial', upTo: 3, waitSeconds: 2 });
    const waitMs = (busy?.waitSeconds ?? Number.NaN) * 1000;
    expect(retries()).toMatchObject(
      [1, 2, 3].map((count) => ({ action: 'redial', on: 'port-select.busy', count, upTo: 3, waitMs, saidBy: 'core' })),
    );
    const ends = factsOf(rig.facts, 'walk.ended').map(({ t }) => t);
    expect(ends.slice(1).map((t, index) => t - (ends[index] ?? Number.NaN))).toEqual([waitMs, waitMs, waitMs]);
    expect(exits()).toEqual(Array.from({ length: 4 }, () => 'port-select.busy'));
    expect(factsOf(rig.facts, 'port.opened')).toEqual([]);
    expect(factsOf(rig.facts, 'at.sent')).toEqual([]);
    expect(rig.world.stats()).toMatchObject({ commands: 0, switches: 1 });
  });

  it('are named, with the programs that it mostly is', async () => {
    const { stage, causes } = await failed();
    expect([stage, causes[0]?.id]).toEqual(['port-select', 'port-busy']);
    expect(causes[0]?.says).toMatch(/^Another program holds the port/);
    expect(causes[0]?.says).toContain(virtualTty(rig.world.path, 1));
    expect(causes[0]?.remedy).toMatch(/ModemManager.*(wvdial|pppd)/);
    expect(causes[0]?.evidence.map(({ fact }) => fact)).toEqual(['walk.ended']);
  });

  it('are asked for again after a pause, after a longer one the next time, and at once after a replug', async () => {
    await failed();
    for (let round = 1; round < 6; round += 1) await rig.verdict();
    await rig.run(undefined, 1000);
    const waits = factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs);
    expect(waits).toEqual(
      [1, 2, 4, 8, 16, 32].map((times) => Math.min(times * limits.nextRound, limits.nextRoundMost)),
    );
    expect((await replugged(rig)).tookMs).toBeLessThan(limits.nextRound);
  });
});

/** A port takes a moment to open, so that the other program is there first; what it has is given back by hand. */
const heldByAnother = async (port: number): Promise<SerialLink> => {
  rig = story({ openMs: 30 });
  await rig.run(() => rig.facts.some(({ fact }) => fact === 'usb.returned'));
  const held: SerialLink[] = [];
  rig.world.open(virtualTty(rig.world.path, port)).subscribe((link) => held.push(link));
  const [link] = held;
  if (!link) throw new Error('the other program could not open the port');
  await rig.run(() => retries().length === 2);
  return link;
};

describe('a program that lets go', () => {
  it.each([
    { called: 'command', port: 1, walkedAgain: ['port-select', 'port-select', 'port-select', 'init', 'dial', 'ppp'] },
    { called: 'data', port: 3, walkedAgain: ['port-select', 'init', 'dial', 'dial', 'dial', 'ppp'] },
  ])('of the $called port makes way: the next retry is online, and only what failed is done again', async (held) => {
    const link = await heldByAnother(held.port);
    await link.close();
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['port-select.busy', 'port-select.busy']);
    const entered = factsOf(rig.facts, 'stage.entered').map(({ stage }) => stage);
    expect(entered).toEqual(['detect', 'modeswitch', ...held.walkedAgain]);
    const registered = factsOf(rig.facts, 'step.passed').filter(({ step }) => step === 'register');
    expect([registered.length, rig.world.stats().dials]).toEqual([1, 1]);
  });
});
