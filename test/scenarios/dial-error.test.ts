import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, threeUkCarrier } from './story.js';

/** The modem does not dial: ERROR. It is the number that it does not like, so trying again hardly helps. */
let rig: Rig;
afterEach(() => rig?.end());

const commands = () => factsOf(rig.facts, 'at.sent').map(({ command }) => command);
const dials = () => commands().filter((command) => command.startsWith('ATD'));

describe('ERROR to a dial', () => {
  it('is dialled again once, a second later, and then told with the number and who said it', async () => {
    rig = story({ misbehave: ['dial-error'] });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({
      online: false,
      stage: 'dial',
      causes: [
        {
          id: 'wrong-dial-string',
          says: 'The modem refused to dial *99# (ERROR).',
          remedy: expect.stringContaining('plugin three-uk'),
          evidence: [{ fact: 'walk.ended', t: verdict.totalMs, text: expect.stringContaining('refused to dial') }],
        },
      ],
    });
    const [first, second] = factsOf(rig.facts, 'walk.ended');
    expect([first, second]).toMatchObject(Array(2).fill({ exit: 'dial.error', detail: 'ERROR' }));
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([
      { action: 'redial', on: 'dial.error', count: 1, upTo: 1, waitMs: 1000, saidBy: 'core' },
    ]);
    expect(factsOf(rig.facts, 'walk.started').at(-1)?.t).toBe((first?.t ?? 0) + 1000);
    expect(dials()).toEqual(['ATD*99#', 'ATD*99#']);
  });

  it('is a reason to ask the modem why, and none to touch what works: port, SIM, registration and context stay', async () => {
    rig = story({ misbehave: ['dial-error'] });
    await rig.verdict();
    const afterFirst = commands().slice(commands().indexOf('ATD*99#') + 1);
    const asking = ['AT+CGDCONT?', 'AT+CGACT?', 'AT+CEER'];
    expect(afterFirst).toEqual([...asking, 'AT+CMEE?', 'ATE0V1&D2', 'ATD*99#', ...asking]);
    const ports = factsOf(rig.facts, 'port.opened').map(({ port }) => port);
    expect(ports).toEqual([1, 3, 3]);
  });

  it('is told with the standard number where no pack says another, which is then what was dialled', async () => {
    const carriers = threeUkCarrier.map((carrier) => ({ ...carrier, value: { ...threeUk, dial: {} } }));
    rig = story({ misbehave: ['dial-error'], carriers });
    expect(await rig.verdict()).toMatchObject({
      causes: [
        {
          id: 'wrong-dial-string',
          says: expect.stringContaining('*99***1#'),
          remedy: expect.not.stringContaining('plugin'),
        },
      ],
    });
    expect(factsOf(rig.facts, 'plan.resolved')).toMatchObject([{ number: { value: '*99***1#', from: 'default' } }]);
    expect(dials()).toEqual(['ATD*99***1#', 'ATD*99***1#']);
  });

  it('is not dialled in the pause that follows, which doubles; a replug does not wait for it', async () => {
    rig = story({ misbehave: ['dial-error'] });
    await rig.verdict();
    await rig.run(undefined, limits.nextRound - 1);
    expect(dials()).toHaveLength(2);
    await rig.verdict();
    await rig.run(undefined, limits.nextRound + 1);
    expect(dials()).toHaveLength(4);
    expect(factsOf(rig.facts, 'recovery.exhausted').map(({ waitMs }) => waitMs)).toEqual([
      limits.nextRound,
      2 * limits.nextRound,
    ]);
    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    await rig.verdict();
    expect(dials()).toHaveLength(6);
    expect(rig.clock.now() - plugged).toBeLessThan(limits.denied);
  });
});
