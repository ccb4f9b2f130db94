import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** There is no network to be heard: in a cellar, or where 3G has been switched off. */
let rig: Rig;
afterEach(() => rig?.end());

const commands = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const waits = () => factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs);

describe('no network to be heard', () => {
  it('is listened for twice, with the radio switched off and on between, and then said', async () => {
    rig = story({ misbehave: ['no-coverage'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({
      online: false,
      stage: 'init',
      causes: [
        {
          id: 'no-signal',
          says: 'The modem hears no network.',
          remedy: expect.stringContaining('window'),
          evidence: [{ fact: 'walk.ended', t: verdict.totalMs, text: expect.stringContaining('no signal') }],
        },
      ],
    });
    expect(factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit)).toEqual(['init.no-signal', 'init.no-signal']);
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'radio-cycle', on: 'init.no-signal', count: 1, upTo: 1, saidBy: 'core' },
    ]);
    expect(verdict.totalMs).toBeGreaterThan(2 * limits.registration);
    expect(verdict.totalMs).toBeLessThan(2 * limits.registration + limits.command);
  });

  it('is told from a network that does not want us by the signal, which is measured before the end and never dialled on', async () => {
    rig = story({ misbehave: ['no-coverage'] });
    await rig.verdict();
    expect(factsOf(rig.facts, 'signal.measured').map(({ percent, dbm }) => [percent, dbm])).toEqual([
      [0, undefined],
      [0, undefined],
    ]);
    expect(commands().filter((command) => /^AT(D|\+CSQ|\+CFUN=)/.test(command))).toEqual([
      'AT+CFUN=1',
      'AT+CSQ',
      'AT+CFUN=4',
      'AT+CFUN=1',
      'AT+CSQ',
    ]);
    expect(factsOf(rig.facts, 'port.opened').map(({ port }) => port)).toEqual([1]);
  });

  it('is listened for again for ever, after pauses that double up to a limit', async () => {
    rig = story({ misbehave: ['no-coverage'] });
    for (let round = 1; round <= 6; round += 1)
      expect(await rig.verdict()).toMatchObject({ online: false, causes: [{ id: 'no-signal' }] });
    await rig.run(() => waits().length === 6);
    const doubled = [1, 2, 4, 8].map((times) => times * limits.nextRound);
    expect(waits()).toEqual([...doubled, limits.nextRoundMost, limits.nextRoundMost]);
    expect(factsOf(rig.facts, 'recovery.chosen').map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(rig.world.stats().portsOpen).toBe(0);
  });

  it('is listened for at once when the stick is plugged in again, and the pauses begin anew', async () => {
    rig = story({ misbehave: ['no-coverage'] });
    for (let round = 1; round <= 3; round += 1) await rig.verdict();
    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    await rig.verdict();
    expect(factsOf(rig.facts, 'walk.started').filter(({ t }) => t === plugged)).toHaveLength(1);
    await rig.run(() => waits().length === 3);
    expect(waits().at(-1)).toBe(limits.nextRound);
  });
});
