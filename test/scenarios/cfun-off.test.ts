import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** AT+CFUN=1 is answered with OK and the radio stays off: a flight-mode switch, or an rfkill block. */
let rig: Rig;
afterEach(() => rig?.end());

const commands = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const waits = () => factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs);

describe('a radio that will not go on', () => {
  it('is not believed by its OK: it is asked, switched off and on once, asked again and told', async () => {
    rig = story({ misbehave: ['cfun-off'] });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      stage: 'init',
      causes: [
        {
          id: 'radio-off',
          says: expect.stringMatching(/^The radio of the modem is off \(\+CFUN: 4\)/),
          remedy: expect.stringMatching(/flight-mode switch .* rfkill/),
          evidence: [{ fact: 'walk.ended', text: expect.stringContaining('radio stayed off') }],
        },
      ],
    });
    expect(commands().filter((command) => command.startsWith('AT+CFUN'))).toEqual([
      'AT+CFUN=1',
      'AT+CFUN?',
      'AT+CFUN=4',
      'AT+CFUN=1',
      'AT+CFUN?',
    ]);
    expect(factsOf(rig.facts, 'walk.ended')).toMatchObject([
      { exit: 'init.radio-off', detail: '+CFUN: 4' },
      { exit: 'init.radio-off', detail: '+CFUN: 4' },
    ]);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'radio-cycle', on: 'init.radio-off', count: 1, upTo: 1, saidBy: 'core' },
    ]);
  });

  it('is told at once: no network is waited for, or asked about, that nobody can hear', async () => {
    rig = story({ misbehave: ['cfun-off'] });
    const { totalMs } = await rig.verdict();
    expect(totalMs).toBeLessThan(limits.command);
    expect(commands().filter((command) => /^AT(D|\+C(G|E)?REG|\+CSQ)/.test(command))).toEqual([]);
  });

  it('is left alone for longer after each round, its port free for whoever wants to look', async () => {
    rig = story({ misbehave: ['cfun-off'] });
    for (const times of [1, 2, 4]) {
      await rig.verdict();
      const asked = rig.world.stats().commands;
      await rig.run(undefined, times * limits.nextRound - limits.command);
      expect([rig.world.stats().commands - asked, rig.world.stats().portsOpen]).toEqual([0, 0]);
    }
    expect(waits()).toEqual([1, 2, 4].map((times) => times * limits.nextRound));
  });

  it('is asked at once when the stick is plugged in again', async () => {
    rig = story({ misbehave: ['cfun-off'] });
    await rig.verdict();
    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    expect(await rig.verdict()).toMatchObject({ causes: [{ id: 'radio-off' }] });
    expect(rig.clock.now() - plugged).toBeLessThan(limits.command);
  });
});
