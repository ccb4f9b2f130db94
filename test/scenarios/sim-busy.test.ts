import type { DeviceDefinition } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, mf627, story, threeUk } from './story.js';

/** The SIM is busy for a while after each power-up: it is asked again while it says so, and nothing is blamed too early. */
let rig: Rig;
afterEach(() => rig?.end());

const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);
const sent = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const asked = () => factsOf(rig.facts, 'at.sent').filter(({ command }) => command === 'AT+CPIN?');
const radioCycle = ['AT+CFUN=4', 'AT+CFUN=1'];
const recoveries = () => factsOf(rig.facts, 'recovery.chosen');

/** The stick without the lines that it says unasked, on which it hangs when a busy SIM keeps it from being silenced for long. */
const calm: DeviceDefinition = { ...mf627, ...(mf627.twin ? { twin: { ...mf627.twin, noise: [] } } : {}) };

describe('a SIM that is busy', () => {
  it('is asked again with a pause in between until it is ready, and no longer', async () => {
    rig = story({ misbehave: ['sim-busy=8'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect([exits(), recoveries()]).toEqual([[], []]);
    const times = asked().map(({ t }) => t);
    expect(times.length).toBeGreaterThan(2);
    for (const [index, t] of times.slice(1).entries())
      expect(t - (times[index] ?? Number.NaN)).toBeGreaterThanOrEqual(limits.simBusyPause);
    const [ready] = factsOf(rig.facts, 'sim.state');
    expect(ready?.state).toBe('READY');
    expect(times.filter((t) => t >= (ready?.t ?? 0))).toEqual([]);
    // The rest is asked meanwhile.
    const [identified] = factsOf(rig.facts, 'modem.identified');
    expect(identified?.t).toBeLessThan(times[1] ?? 0);
  });

  it('for longer than the limit is helped by switching the radio off and on', async () => {
    rig = story({ misbehave: [`sim-busy=${limits.simBusy / 1000 + 5}`] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual(['init.sim-busy']);
    expect(recoveries()).toMatchObject([{ action: 'radio-cycle', count: 1, upTo: 1, waitMs: 0, saidBy: 'core' }]);
    const behind = sent().slice(sent().indexOf('AT+CFUN=4'));
    expect(behind.slice(0, 3)).toEqual([...radioCycle, 'AT+CPIN?']);
    expect(factsOf(rig.facts, 'step.passed').filter(({ step }) => step === 'wake')).toHaveLength(1);
  });

  it('for ever is named after two patient walks, with nothing spent on it', async () => {
    rig = story({ misbehave: ['sim-busy=9999'], wanted: { level: 'online', overrides: { pin: '1234' } } });
    const verdict = await failedVerdict(rig);
    expect(exits()).toEqual(['init.sim-busy', 'init.sim-busy']);
    expect(recoveries().map(({ action }) => action)).toEqual(['radio-cycle']);
    expect(verdict.totalMs).toBeGreaterThanOrEqual(2 * limits.simBusy);
    expect(verdict.totalMs).toBeLessThan(2 * (limits.simBusy + limits.simBusyPause) + limits.command);
    const [cause] = verdict.causes;
    expect([verdict.stage, cause?.id]).toEqual(['init', 'sim-busy']);
    expect(cause?.says).toMatch(/SIM.*busy/);
    expect(cause?.remedy).toMatch(/^Unplug the stick/);
    expect(cause?.evidence.map(({ fact }) => fact)).toEqual(['walk.ended']);
    expect(sent().filter((command) => /\+CPIN=|\+CGDCONT=|^ATD/.test(command))).toEqual([]);
    expect(rig.world.stats()).toMatchObject({ pinsSent: 0, dials: 0 });
  });

  it('is asked afresh after the pause, and is ready by then', async () => {
    rig = story({ world: { device: calm, carrier: threeUk }, misbehave: ['sim-busy=60'] });
    expect(await rig.verdict()).toMatchObject({ online: false, stage: 'init' });
    expect(await rig.verdict()).toMatchObject({ online: true });
    const [pause] = factsOf(rig.facts, 'recovery.exhausted');
    expect(pause).toMatchObject({ on: 'init.sim-busy', waitMs: limits.nextRound });
    const next = factsOf(rig.facts, 'walk.started').find(({ t }) => t > (pause?.t ?? Number.NaN));
    expect((next?.t ?? Number.NaN) - (pause?.t ?? 0)).toBe(limits.nextRound);
    expect(recoveries()).toHaveLength(1);
  });
});
