import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk } from './story.js';

/** The story with today's help: from CD-ROM to online through all six stages. */
let rig: Rig;
afterEach(() => rig.end());

describe('an MF627 with a Three UK SIM is plugged in', () => {
  it('goes through the six stages in their order and is online', async () => {
    rig = story();
    const verdict = await rig.verdict();
    expect(factsOf(rig.facts, 'stage.passed').map(({ stage }) => stage)).toEqual([
      'detect',
      'modeswitch',
      'port-select',
      'init',
      'dial',
      'ppp',
    ]);
    expect(verdict).toMatchObject({
      online: true,
      engine: 'userspace',
      address: threeUk.simulation?.address,
      dns: threeUk.simulation?.dns,
      apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
      probe: { ok: true, names: true },
    });
  });

  it("spends at most a second beyond the modem's own delays", async () => {
    rig = story();
    const { totalMs } = await rig.verdict();
    const { reenumerateMs, registerMs, dialMs } = rig.world.delays;
    expect(totalMs - (reenumerateMs + registerMs + dialMs)).toBeLessThan(1000);
    expect(totalMs).toBeGreaterThan(reenumerateMs + registerMs + dialMs);
  });

  it('asks everything else while the network registers the stick, and waits for it on its own word', async () => {
    rig = story();
    await rig.verdict();
    const registered = factsOf(rig.facts, 'step.passed').find(({ step }) => step === 'register');
    const defined = factsOf(rig.facts, 'step.passed').find(({ step }) => step === 'define-context');
    expect(defined?.t).toBeLessThan((registered?.t ?? 0) - 3000);
    const polls = factsOf(rig.facts, 'at.sent').filter(({ command }) => command === 'AT+CGREG?');
    expect(polls).toHaveLength(1);
  });

  it('opens the ports that have a role, and never the diagnostics port', async () => {
    rig = story();
    await rig.verdict();
    expect(factsOf(rig.facts, 'port.opened').map(({ port }) => port)).toEqual([1, 3]);
  });

  it('switches once a plug', async () => {
    rig = story();
    await rig.verdict();
    expect(rig.world.stats().switches).toBe(1);
  });

  it('asks less the next time: the answers of this model and firmware are remembered', async () => {
    const memory = memoryInMemory();
    rig = story({ memory });
    await rig.verdict();
    const asked = factsOf(rig.facts, 'at.sent').length;
    await rig.end();
    rig = story({ memory });
    const again = await rig.verdict();
    expect(factsOf(rig.facts, 'at.sent').length).toBeLessThan(asked);
    expect(factsOf(rig.facts, 'memory.used').map(({ what }) => what)).toEqual(['answers', 'profile']);
    expect(again).toMatchObject({ online: true, apn: { from: 'remembered' } });
  });

  it('stays registered and does not dial while only "ready" is wanted, and dials when "online" is', async () => {
    rig = story({ wanted: { level: 'ready', overrides: {} } });
    await rig.run(undefined, 60_000);
    expect(factsOf(rig.facts, 'step.passed').map(({ step }) => step)).toContain('register');
    expect(rig.world.stats().dials).toBe(0);
    rig.want({ level: 'online', overrides: {} });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'modeswitch.sent')).toHaveLength(1);
  });

  it('hangs up when it is no longer wanted, and walks from the context on when it is again', async () => {
    rig = story();
    await rig.verdict();
    rig.want({ level: 'ready', overrides: {} });
    await rig.run(undefined, 10_000);
    expect(factsOf(rig.facts, 'port.closed').map(({ port }) => port)).toEqual([3]);
    const before = rig.facts.length;
    rig.want({ level: 'online', overrides: {} });
    expect(await rig.verdict()).toMatchObject({ online: true });
    const commands = factsOf(rig.facts.slice(before), 'at.sent').map(({ command }) => command);
    expect(commands).toContain('AT+CGDCONT=1,"IP","three.co.uk"');
    expect(commands).not.toContain('AT+CPIN?');
  });

  it('is walked anew with another APN when that is asked for while it is online', async () => {
    rig = story();
    await rig.verdict();
    rig.want({ level: 'online', overrides: { apn: '3internet' } });
    expect(await rig.verdict()).toMatchObject({ online: true, apn: { value: '3internet', from: 'request' } });
  });

  it('is online again after it was pulled out and plugged in', async () => {
    rig = story();
    await rig.verdict();
    rig.world.unplug();
    await rig.run(undefined, 5000);
    rig.world.plug();
    await rig.run(() => rig.verdicts.filter(({ online }) => online).length === 2, 60_000);
    expect(factsOf(rig.facts, 'walk.ended').at(-1)?.exit).toBe('usb.gone');
    expect(rig.verdicts.at(-1)).toMatchObject({ online: true });
  });
});
