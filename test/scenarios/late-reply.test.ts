import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The first AT+CPIN? is answered after six seconds, when nobody waits for it any more: a late OK is the trap of every AT dialogue. */
let rig: Rig;
afterEach(() => rig?.end());

/** The dialogue's own questions, by which it finds its place again. */
const probes = ['AT+CMEE?', 'AT+CRC?'];
const replies = () => factsOf(rig.facts, 'at.replied').filter(({ command }) => !probes.includes(command));
/** What each command was answered, in the order of the alphabet: a late one holds up what runs beside it. */
const answers = () =>
  replies()
    .filter(({ result }) => result !== 'timeout')
    .map(({ port, command, lines, result }) => JSON.stringify([command, port, lines, result]))
    .toSorted();
const unasked = () => factsOf(rig.facts, 'at.unsolicited').map(({ line }) => line);
const pinState = 'AT+CPIN?';

describe('an answer that comes too late', () => {
  it.each([{ beside: [] }, { beside: ['echo-on'] }, { beside: ['half-lines'] }, { beside: ['echo-on', 'half-lines'] }])(
    "with $beside: is nobody else's, and not told as a line of the modem's own",
    async ({ beside }) => {
      rig = story({ misbehave: beside });
      await rig.verdict();
      const inTime = { answers: answers(), unasked: unasked() };
      await rig.end();
      rig = story({ misbehave: [...beside, 'late-reply'] });
      expect(await rig.verdict()).toMatchObject({ online: true });
      expect({ answers: answers(), unasked: unasked() }).toEqual(inTime);
      expect(factsOf(rig.facts, 'modem.identified')).toMatchObject([
        { manufacturer: 'ZTE INCORPORATED', model: 'MF627' },
      ]);
      expect(factsOf(rig.facts, 'walk.ended')).toEqual([]);
    },
  );

  it('is asked for once more, and nothing is asked before the late one is out of the way', async () => {
    rig = story({ misbehave: ['late-reply'] });
    await rig.verdict();
    expect(replies().flatMap(({ command, result }) => (result === 'timeout' ? [command] : []))).toEqual([pinState]);
    const sent = factsOf(rig.facts, 'at.sent');
    const asked = sent.filter(({ command }) => command === pinState);
    expect(asked).toHaveLength(2);
    const [first] = asked;
    const lateAt = (first?.t ?? Number.NaN) + 6000;
    const meanwhile = sent.filter(({ t }) => t > (first?.t ?? Number.NaN) && t < lateAt);
    expect(meanwhile.length).toBeGreaterThan(0);
    expect(meanwhile.filter(({ command }) => !probes.includes(command))).toEqual([]);
    expect(factsOf(rig.facts, 'sim.state')).toMatchObject([{ state: 'READY' }]);
  });

  it('costs one time limit and a moment to find its place again', async () => {
    rig = story();
    const { totalMs } = await rig.verdict();
    await rig.end();
    rig = story({ misbehave: ['late-reply'] });
    const late = await rig.verdict();
    expect(late.totalMs - totalMs).toBeGreaterThan(limits.command);
    expect(late.totalMs - totalMs).toBeLessThan(limits.command + 2 * limits.probeAt);
  });
});
