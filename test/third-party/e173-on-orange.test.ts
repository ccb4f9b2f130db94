import { factsOf, type Rig, type RigOptions, rig } from '@dialtone/core/sim';
import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import { afterEach, describe, expect, it } from 'vitest';
import { bundled, thirdParty } from './packages.test.helper.js';

/** An E173 with a SIM of Orange France, where zte and three-uk are installed too. */
const [huawei, orangeFr, beside] = await Promise.all([thirdParty('huawei'), thirdParty('orange-fr'), bundled()]);
const [e173, orange] = [huawei.devices[0]?.value, orangeFr.carriers[0]?.value];
if (!e173?.twin || !orange) throw new Error('both packages bring what they say');
const { twin } = e173;

let run: Rig;
afterEach(() => run?.end());

const knowing = (device: DeviceDefinition, carrier: CarrierPack): Pick<RigOptions, 'devices' | 'carriers'> => ({
  devices: [...beside.flatMap(({ devices }) => devices), { plugin: 'huawei', value: device }],
  carriers: [...beside.flatMap(({ carriers }) => carriers), { plugin: 'orange-fr', value: carrier }],
});
const plugged = (changes: Partial<RigOptions> = {}): Rig => {
  run = rig({ world: { device: e173, carrier: orange }, ...knowing(e173, orange), ...changes });
  return run;
};
const sent = () => factsOf(run.facts, 'at.sent').map(({ command }) => command);
/** What of Huawei's own lines was told. */
const noise = () => factsOf(run.facts, 'at.unsolicited').filter(({ line }) => line.startsWith('^'));
const exits = () => factsOf(run.facts, 'walk.ended').map(({ exit }) => exit);

describe('an E173 on Orange France', () => {
  it('goes from CD-ROM to online at once, with nothing repaired and nothing unasked told', async () => {
    expect(await plugged().verdict()).toMatchObject({
      online: true,
      address: '10.69.17.204',
      apn: { value: 'orange.fr', from: 'carrier', plugin: 'orange-fr' },
      probe: { ok: true, names: true },
    });
    expect([exits(), noise()]).toEqual([[], []]);
    expect(factsOf(run.facts, 'modeswitch.sent')).toMatchObject([{ method: 'message' }]);
    expect(factsOf(run.facts, 'device.recognised')).toMatchObject([{ device: 'e173', plugin: 'huawei' }]);
    expect(factsOf(run.facts, 'modem.identified')).toMatchObject([{ manufacturer: 'huawei', model: 'E173' }]);
  });

  it('is dialled with exactly this plan', async () => {
    await plugged().verdict();
    const plans = factsOf(run.facts, 'plan.resolved').map(({ t: _, ...plan }) => plan);
    expect(plans).toEqual([
      {
        fact: 'plan.resolved',
        stick: '1-3',
        stage: 'init',
        apn: { value: 'orange.fr', from: 'carrier', plugin: 'orange-fr' },
        profile: 'Orange Internet',
        user: { value: 'orange', from: 'carrier', plugin: 'orange-fr' },
        passwordSet: true,
        carrierApns: ['orange.fr', 'orange'],
        number: { value: '*99***1#', from: 'default' },
        cid: { value: 1, from: 'default' },
        attempt: 1,
        of: 2,
      },
    ]);
  });

  it('is asked on its PC UI port and dialled on its modem port; the diagnostics port is left alone', async () => {
    await plugged().verdict();
    expect(factsOf(run.facts, 'port.opened').map(({ port }) => port)).toEqual([2, 0]);
    expect(run.world.stats().unanswered).toBe(0);
  });

  it('is quiet after AT^CURC=0', async () => {
    const { unsolicited: _, ...open } = e173;
    await plugged(knowing(open, orange)).verdict();
    const quiet = factsOf(run.facts, 'at.replied').find(({ command }) => command === 'AT^CURC=0');
    expect(quiet?.ok).toBe(true);
    expect(new Set(noise().map(({ line }) => line.split(':')[0]))).toEqual(new Set(['^BOOT', '^RSSI']));
    expect(Math.max(...noise().map(({ t }) => t))).toBeLessThan(quiet?.t ?? 0);
  });

  it('goes on with its noise where its firmware does not know AT^CURC, and not a line of it is told', async () => {
    const { '^CURC=0': _, ...replies } = twin.replies;
    const old = { ...e173, twin: { ...twin, replies } };
    expect(await plugged({ world: { device: old, carrier: orange } }).verdict()).toMatchObject({ online: true });
    expect([exits(), noise()]).toEqual([[], []]);
    expect(factsOf(run.facts, 'at.replied').find(({ command }) => command === 'AT^CURC=0')).toMatchObject({
      ok: false,
    });
  });

  it('tells the mode of its radio in words', async () => {
    const modes = [{ line: '^MODE:5,5', everyMs: 100, silencedBy: '^CURC=0' }];
    await plugged({ world: { device: { ...e173, twin: { ...twin, noise: modes } }, carrier: orange } }).verdict();
    expect(new Set(factsOf(run.facts, 'radio.mode').map(({ mode }) => mode))).toEqual(new Set(['HSDPA']));
  });

  it.each([
    ['14,2,3FFFFFFF,1,2', 'AT^SYSCFG=2,0,3FFFFFFF,1,2'],
    ['13,1,00680380,0,4', 'AT^SYSCFG=2,0,00680380,0,4'],
    ['2,2,3FFFFFFF,1,2', undefined],
  ])('that was left at ^SYSCFG:%s is set free where it was held to one mode', async (now, told) => {
    const replies = { ...twin.replies, '^SYSCFG?': { lines: [`^SYSCFG:${now}`] } };
    await plugged({ world: { device: { ...e173, twin: { ...twin, replies } }, carrier: orange } }).verdict();
    expect(sent().find((command) => command.startsWith('AT^SYSCFG='))).toBe(told);
  });
});
