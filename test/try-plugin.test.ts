import { type Trial, tryPlugin } from '@dialtone/core/sim';
import { describe, expect, it } from 'vitest';
import { misbehaviours } from '../core/sim/misbehaviours.js';
import { plugins } from './generated/simulated-run.js';

const [zte, threeUk] = plugins;
if (!zte || !threeUk) throw new Error('both plugins are there');

const tried = async (...given: Parameters<typeof tryPlugin>): Promise<readonly Trial[]> => {
  const trials: Trial[] = [];
  for await (const trial of tryPlugin(...given)) trials.push(trial);
  return trials;
};
const complaints = (trials: readonly Trial[]) =>
  trials.flatMap(({ misbehaves, wrong }) => (wrong ? [[misbehaves, wrong]] : []));

describe('a plugin that is tried with no hardware', () => {
  it.each([
    ['the stick of zte, with a SIM that is lent', zte],
    ['the SIM of three-uk, in a stick that is lent', threeUk],
  ])('%s: once well, once with each misbehaviour', async (_what, plugin) => {
    const trials = await tried(plugin, plugins);
    expect(complaints(trials)).toEqual([]);
    expect(new Set(trials.map(({ stick }) => stick))).toEqual(new Set(['mf627@three-uk']));
    expect(trials[0]).toMatchObject({
      came: 'online after 5.9 s',
      plan: { apn: { value: 'three.co.uk', plugin: 'three-uk' } },
    });
    const names = new Set(trials.map(({ misbehaves }) => misbehaves?.split('=')[0]));
    expect(names).toEqual(new Set([undefined, ...Object.keys(misbehaviours)]));
  });

  it('is told when it does not go online though nothing goes wrong', async () => {
    const deaf = {
      ...zte,
      devices: zte.devices.map((one) => ({ ...one, value: { ...one.value, ports: { 0: 'at' as const } } })),
    };
    const [well] = await tried(deaf, plugins);
    expect(well).toMatchObject({ wrong: 'it did not go online, though nothing went wrong' });
  });

  it('is told of a quirk that throws, which a user would only read in the facts', async () => {
    const quirk = {
      id: 'torn',
      because: 'to see',
      when: 'woken' as const,
      run: function* () {
        yield { send: 'AT' };
        throw new Error('torn');
      },
    };
    const torn = { ...zte, devices: zte.devices.map((one) => ({ ...one, value: { ...one.value, quirks: [quirk] } })) };
    const [well] = await tried(torn, plugins);
    expect(well).toMatchObject({ came: expect.stringMatching(/^online/), wrong: expect.stringMatching(/torn/) });
  });

  it('has nothing to try without a twin and without a network', async () => {
    const bare = { ...zte, devices: [] };
    expect(await tried(bare, [])).toEqual([]);
  });
});
