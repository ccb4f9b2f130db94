import { afterEach, describe, expect, it } from 'vitest';
import { memoryInMemory } from '../../core/links/memory-in-memory.js';
import type { Memory } from '../../core/pipeline/tools.js';
import { factsOf, type Rig } from '../../core/sim/rig.js';
import { story, threeUk, twinSays } from './story.js';

/** Three wrong PINs block a SIM: a try is spent once, whatever happens between the sending and the answer. */
let rig: Rig;
afterEach(() => rig?.end());

const withPin = (pin: string) => ({ level: 'online', overrides: { pin } }) as const;
const pinSent = () => factsOf(rig.facts, 'at.sent').some(({ command }) => command.startsWith('AT+CPIN='));
const exits = () => factsOf(rig.facts, 'walk.ended').map(({ exit }) => exit);

describe('a PIN that was sent and not answered', () => {
  it.each([
    ['the process dies', (one: Rig) => one.end()],
    [
      'the stick is pulled out',
      async (one: Rig) => {
        one.world.unplug();
        await one.run(undefined, 2000);
      },
    ],
  ])('since %s, is not sent again', async (_, happens) => {
    const memory = memoryInMemory();
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999'), memory });
    await rig.run(pinSent);
    await happens(rig);
    await rig.end();
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9999'), memory });
    const verdict = await rig.verdict();
    expect(verdict).toMatchObject({ online: false, causes: [{ id: 'sim-pin-wrong' }] });
    expect(rig.world.stats().pinsSent).toBe(0);
  });

  it('is written down before it is sent, and crossed out when the SIM took it', async () => {
    const told: string[] = [];
    const memory = memoryInMemory();
    const watched: Memory = {
      ...memory,
      keepRefusedPin: (sim, pin) => {
        told.push(`kept ${pinSent() ? 'after' : 'before'} it was sent`);
        memory.keepRefusedPin(sim, pin);
      },
      forgetRefusedPin: (sim, pin) => {
        told.push('crossed out');
        memory.forgetRefusedPin(sim, pin);
      },
    };
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('1234'), memory: watched });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(told).toEqual(['kept before it was sent', 'crossed out']);
    await rig.end();
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('1234'), memory });
    expect(await rig.verdict()).toMatchObject({ online: true });
  });
});

describe('one wrong PIN after the other', () => {
  it('is stopped before the SIM is blocked: the tries left are counted anew for each', async () => {
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9991') });
    await rig.verdict();
    for (const pin of ['9992', '9993', '9994']) {
      rig.want(withPin(pin));
      await rig.verdict();
    }
    expect(rig.world.stats().pinsSent).toBe(2);
    expect(exits()).toEqual(['init.pin-wrong', 'init.pin-wrong', 'init.pin-unsafe', 'init.pin-unsafe']);
    expect(factsOf(rig.facts, 'sim.retries').map(({ pin }) => pin)).toEqual([3, 2, 1, 1]);
  });

  it('goes on with the right one as long as it is safe', async () => {
    rig = story({ misbehave: ['sim-pin=1234'], wanted: withPin('9991') });
    await rig.verdict();
    rig.want(withPin('1234'));
    expect(await rig.verdict()).toMatchObject({ online: true });
  });

  it('is sent once each where the modem does not tell how many tries are left', async () => {
    const device = twinSays({ '+ZPINPUK=?': { error: 'ERROR' } });
    rig = story({ world: { device, carrier: threeUk }, misbehave: ['sim-pin=1234'], wanted: withPin('9991') });
    await rig.verdict();
    rig.want(withPin('1234'));
    expect(await rig.verdict()).toMatchObject({ online: true });
    rig.want(withPin('9991'));
    await rig.run(undefined, 120_000);
    expect(rig.world.stats().pinsSent).toBe(2);
    expect(factsOf(rig.facts, 'sim.retries')).toEqual([]);
  });
});

describe('a stick whose SIM is slow', () => {
  it('is asked for its state again when the first answer came too late, and given the PIN once', async () => {
    rig = story({ misbehave: ['late-reply', 'sim-pin=1234'], wanted: withPin('1234') });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(rig.world.stats().pinsSent).toBe(1);
  });

  it('is waited for while the SIM says that it is busy', async () => {
    rig = story({ misbehave: ['sim-busy=8', 'sim-pin=1234'], wanted: withPin('1234') });
    expect(await rig.verdict()).toMatchObject({ online: true });
    expect(exits()).toEqual([]);
  });
});
