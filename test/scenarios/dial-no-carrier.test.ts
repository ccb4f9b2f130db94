import { afterEach, describe, expect, it } from 'vitest';
import { limits } from '../../core/pipeline/limits.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story } from './story.js';

/** The network does not take the call: NO CARRIER. */
let rig: Rig;
afterEach(() => rig?.end());

const ends = () => factsOf(rig.facts, 'walk.ended');
const starts = () => factsOf(rig.facts, 'walk.started').map(({ t }) => t);

describe('NO CARRIER', () => {
  it('is dialled again twice, two seconds apart, and then told with what the modem said', async () => {
    rig = story({ misbehave: ['dial-no-carrier'] });
    expect(await rig.verdict()).toMatchObject({
      online: false,
      stage: 'dial',
      causes: [
        {
          id: 'no-carrier',
          says: expect.stringMatching(/^The network did not take the call: NO CARRIER/),
          remedy: expect.stringContaining('ask the carrier'),
          evidence: [{ fact: 'walk.ended', text: expect.stringContaining('NO CARRIER') }],
        },
      ],
    });
    const end = { exit: 'dial.no-carrier', detail: 'NO CARRIER' };
    expect(ends()).toMatchObject([end, end, end]);
    const redial = { action: 'redial', on: 'dial.no-carrier', upTo: 2, waitMs: 2000, saidBy: 'core' };
    expect(factsOf(rig.facts, 'recovery.chosen')).toMatchObject([1, 2].map((count) => ({ ...redial, count })));
    expect(starts().slice(1)).toEqual(ends().flatMap(({ t }, index) => (index < 2 ? [t + 2000] : [])));
    expect(rig.world.stats().dials).toBe(3);
  });

  it('is asked about each time, on the other port, before anything is decided', async () => {
    rig = story({ misbehave: ['dial-no-carrier'] });
    await rig.verdict();
    const told = rig.facts.flatMap((fact) => {
      if (fact.fact === 'walk.ended') return ['ended'];
      return fact.fact === 'at.sent' && fact.stage === 'dial' ? [`${fact.port}: ${fact.command}`] : [];
    });
    const once = ['3: AT+CMEE?', '3: ATE0V1&D2', '3: ATD*99#', '1: AT+CGDCONT?', '1: AT+CGACT?', '1: AT+CEER', 'ended'];
    expect(told).toEqual([...once, ...once, ...once]);
    // It says that it knows nothing, which is no reason to quote.
    expect(factsOf(rig.facts, 'modem.cause')).toEqual([]);
    expect(factsOf(rig.facts, 'context.listed')).toMatchObject(Array(3).fill({ defined: true, apn: 'three.co.uk' }));
  });

  it('gives the data port back between two tries, keeps the command port, and repeats nothing that was learnt', async () => {
    rig = story({ misbehave: ['dial-no-carrier'] });
    await rig.run(() => factsOf(rig.facts, 'recovery.chosen').length === 1);
    await rig.run(undefined, 1000);
    expect(rig.world.stats().portsOpen).toBe(1);
    await rig.verdict();
    const ports = rig.facts.flatMap((fact) =>
      fact.fact === 'port.opened' || fact.fact === 'port.closed' ? [`${fact.fact} ${fact.port}`] : [],
    );
    const call = ['port.opened 3', 'port.closed 3'];
    expect(ports.slice(0, 6)).toEqual(['port.opened 1', ...call, ...call, 'port.opened 3']);
    const entered = factsOf(rig.facts, 'stage.entered').map(({ stage }) => stage);
    expect(entered).toEqual(['detect', 'modeswitch', 'port-select', 'init', 'dial', 'dial', 'dial']);
    const steps = factsOf(rig.facts, 'step.passed').map(({ step }) => step);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('is tried afresh after a pause, longer each time, and at once after a replug', async () => {
    rig = story({ misbehave: ['dial-no-carrier'] });
    for (let round = 1; round <= 3; round += 1) await rig.verdict();
    await rig.run(undefined, limits.nextRound);
    expect(rig.world.stats().dials).toBe(9);
    expect(factsOf(rig.facts, 'recovery.exhausted')).toMatchObject(
      [1, 2, 4].map((times) => ({ on: 'dial.no-carrier', waitMs: times * limits.nextRound })),
    );
    rig.world.unplug();
    rig.world.plug();
    const plugged = rig.clock.now();
    await rig.verdict();
    expect([starts().includes(plugged), rig.world.stats().dials]).toEqual([true, 12]);
  });
});
