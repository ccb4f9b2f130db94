import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { failedVerdict, story, zteDevices } from './story.js';

/** The stick says +ZUSIMR:2 twenty times a second and hangs on it, unless somebody asks for its message storage in time. */
let rig: Rig;
afterEach(() => rig?.end());

const sent = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const replies = () =>
  factsOf(rig.facts, 'at.replied')
    .filter(({ result }) => result !== 'timeout')
    .map(({ port, command, lines, result }) => ({ port, command, lines, result }));
const unasked = () => factsOf(rig.facts, 'at.unsolicited').map(({ line }) => line);
const recoveries = () =>
  factsOf(rig.facts, 'recovery.chosen').map(
    ({ action, count, upTo, saidBy }) => `${action} ${count}/${upTo} by ${saidBy}`,
  );

/** The same plugin, had nobody told it what stops the flood. */
const unaware = zteDevices.map(({ plugin, value }) => ({
  plugin,
  value: { ...value, quirks: (value.quirks ?? []).filter(({ id }) => !id.startsWith('quiet-storage')) },
}));

describe('a stick that floods its port', () => {
  it('is silenced first of all, before anything that could take long, and is online', async () => {
    rig = story({ misbehave: ['zusimr-flood'] });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(factsOf(rig.facts, 'walk.ended')).toEqual([]);
    const [opened] = factsOf(rig.facts, 'port.opened');
    const silenced = factsOf(rig.facts, 'at.replied').find(({ command, ok }) => command === 'AT+CPMS?' && ok);
    expect((silenced?.t ?? Number.NaN) - (opened?.t ?? 0)).toBeLessThan(limits.wake);
    const later = ['AT+CGMM', 'AT+CPIN?', 'AT+CFUN=1', 'AT+CREG=2', 'AT+CIMI'].map((command) =>
      sent().indexOf(command),
    );
    expect(sent().indexOf('AT+CPMS?')).toBeLessThan(Math.min(...later));
    expect(later).not.toContain(-1);
  });

  it.each([{ beside: [] }, { beside: ['swallow-first'] }, { beside: ['half-lines', 'echo-on'] }])(
    'with $beside: each reply is its own, and not one line of the flood is told',
    async ({ beside }) => {
      rig = story({ misbehave: beside });
      await rig.verdict();
      const calm = { replies: replies(), unasked: unasked() };
      await rig.end();
      rig = story({ misbehave: [...beside, 'zusimr-flood'] });
      expect(await rig.verdict()).toMatchObject({ online: true });
      expect({ replies: replies(), unasked: unasked() }).toEqual(calm);
      expect(JSON.stringify(rig.facts)).not.toContain('ZUSIMR');
    },
  );

  it('whose locked SIM refuses the question is asked again once it is open', async () => {
    rig = story({
      misbehave: ['zusimr-flood', 'sim-pin=4711'],
      wanted: { level: 'online', overrides: { pin: '4711' } },
    });
    expect(await rig.verdict()).toMatchObject({ online: true });
    const asked = factsOf(rig.facts, 'at.replied').filter(({ command }) => command === 'AT+CPMS?');
    expect(asked.map(({ ok }) => ok)).toEqual([false, true]);
    const [unlocked] = factsOf(rig.facts, 'sim.unlocked');
    expect(asked[1]?.t).toBeGreaterThan(unlocked?.t ?? Number.NaN);
    expect([factsOf(rig.facts, 'walk.ended'), rig.world.stats().pinsSent]).toEqual([[], 1]);
  });
});

describe('where the plugin does not know what stops it', () => {
  it('it hangs, is reset as the plugin says, and named with what is known of its firmware', async () => {
    rig = story({ misbehave: ['zusimr-flood'], devices: unaware });
    const verdict = await failedVerdict(rig);
    expect(sent()).not.toContain('AT+CPMS?');
    expect(recoveries()).toEqual(['usb-reset 1/2 by zte', 'usb-reset 2/2 by zte', 'redial 1/1 by core']);
    expect(new Set(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit))).toEqual(new Set(['init.no-reply']));
    const [cause] = verdict.causes;
    expect([verdict.stage, cause?.id]).toEqual(['init', 'modem-not-responding']);
    expect(cause?.says).toMatch(/^This ZTE stick has stopped answering\..*\+ZUSIMR/);
    expect(cause?.remedy).toMatch(/^Unplug the stick/);
    expect(cause?.evidence.map(({ fact }) => fact)).toEqual(['device.recognised', 'walk.ended']);
    expect([rig.world.stats().dials, rig.world.stats().switches]).toEqual([0, 1]);
  });
});
