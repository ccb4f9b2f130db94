import { factsOf, type Rig, type RigOptions, rig, type Trial, tryPlugin } from '@dialtone/core/sim';
import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import type { LoadedPlugin } from '@dialtone/plugins/host';
import { afterEach, describe, expect, it } from 'vitest';
import { bundled, thirdParty } from './packages.test.helper.js';

/** What can happen to an E173 on Orange France, and what its two packages are good for then. */
const [huawei, orangeFr, beside] = await Promise.all([thirdParty('huawei'), thirdParty('orange-fr'), bundled()]);
const [e173, orange] = [huawei.devices[0]?.value, orangeFr.carriers[0]?.value];
if (!e173?.twin || !orange) throw new Error('both packages bring what they say');
const { twin } = e173;

let run: Rig;
afterEach(() => run?.end());

/** The world is what it is; `device` and `carrier` are what Dialtone knows of it. */
const suffering = (
  misbehave: readonly string[],
  changes: Partial<RigOptions> & { readonly device?: DeviceDefinition; readonly carrier?: CarrierPack } = {},
): Rig => {
  const { device = e173, carrier = orange, ...options } = changes;
  run = rig({
    world: { device: e173, carrier: orange },
    devices: [...beside.flatMap(({ devices }) => devices), { plugin: 'huawei', value: device }],
    carriers: [...beside.flatMap(({ carriers }) => carriers), { plugin: 'orange-fr', value: carrier }],
    misbehave,
    ...options,
  });
  return run;
};
const withTwin = (change: Partial<typeof twin>): RigOptions['world'] => ({
  device: { ...e173, twin: { ...twin, ...change } },
  carrier: orange,
});
const firstCause = async () => {
  const verdict = await run.verdict();
  return verdict.online ? undefined : verdict.causes[0];
};
const repairs = () => factsOf(run.facts, 'recovery.chosen').map(({ action, saidBy }) => `${action} by ${saidBy}`);

const complaints = async (plugin: LoadedPlugin, others: readonly LoadedPlugin[]) => {
  const trials: Trial[] = [];
  for await (const trial of tryPlugin(plugin, others)) trials.push(trial);
  return {
    tried: trials.length > 30,
    sticks: new Set(trials.map(({ stick }) => stick)),
    wrong: trials.filter(({ wrong }) => wrong !== undefined),
  };
};

describe('with everything that can go wrong, one by one', () => {
  it('the E173 is online all the same, or a cause is named', async () => {
    const sticks = new Set(['e173@orange-fr']);
    expect(await complaints(huawei, [orangeFr])).toEqual({ tried: true, sticks, wrong: [] });
  });

  it("so is a SIM of Orange France in somebody else's stick", async () => {
    const sticks = new Set(['mf627@orange-fr']);
    expect(await complaints(orangeFr, beside)).toEqual({ tried: true, sticks, wrong: [] });
  });
});

describe('an E173 that hangs', () => {
  it('is reset over USB, as its plugin says', async () => {
    expect(await suffering(['hung']).verdict()).toMatchObject({ online: true });
    expect(repairs()).toEqual(['usb-reset by huawei']);
  });

  it('and stays so is explained in words of its plugin', async () => {
    const interfaces = twin.interfaces.map((one) => ({ ...one, answers: 'nothing' as const }));
    suffering([], { world: withTwin({ interfaces }) });
    expect(await firstCause()).toMatchObject({
      id: 'modem-not-responding',
      says: expect.stringMatching(/^This Huawei stick has stopped answering/),
    });
  });
});

describe('a stick that begins as 12d1:1446 too', () => {
  it('and becomes another model is told so, with its id', async () => {
    suffering([], { world: withTwin({ modem: { vendor: '12d1', product: '1436' } }) });
    expect(await firstCause()).toMatchObject({
      id: 'not-mode-switched',
      says: expect.stringContaining('came back as 12d1:1436,'),
    });
  });

  it('and becomes 12d1:1001, but calls itself an E1750, is not taken for an E173', async () => {
    suffering([], { world: withTwin({ replies: { ...twin.replies, '+CGMM': { lines: ['E1750'] } } }) });
    expect(await firstCause()).toMatchObject({ id: 'unknown-device' });
    expect(run.world.stats().dials).toBe(0);
  });
});

describe('a SIM of Orange France', () => {
  it('that has only the APN orange is online with the second profile', async () => {
    expect(await suffering(['apn-only=orange']).verdict()).toMatchObject({ online: true, apn: { value: 'orange' } });
  });

  it.each(['orange.fr', 'orange'])('that has only %s is not online where the pack lacks it', async (apn) => {
    const carrier = { ...orange, profiles: orange.profiles.filter((profile) => profile.apn !== apn) };
    expect(await suffering([`apn-only=${apn}`], { carrier }).verdict()).toMatchObject({ online: false });
  });

  it('with a PIN is opened once, and online', async () => {
    const wanted = { level: 'online', overrides: { pin: '4711' } } as const;
    expect(await suffering(['sim-pin=4711'], { wanted }).verdict()).toMatchObject({ online: true });
    expect(run.world.stats().pinsSent).toBe(1);
  });

  it('is chosen by its own number: without the pack nobody knows its APN', async () => {
    suffering([], { carriers: beside.flatMap(({ carriers }) => carriers) });
    expect(await run.verdict()).toMatchObject({
      online: false,
      causes: expect.arrayContaining([expect.objectContaining({ id: 'apn-missing' })]),
    });
  });
});

describe('the noise of an E173', () => {
  it.each([['half-lines'], ['echo-on'], ['swallow-first'], ['half-lines', 'echo-on', 'stale-no-carrier']])(
    'with %s breaks no answer, and not a line of it is told',
    async (...misbehave) => {
      const loud = (twin.noise ?? []).map(({ line }) => ({ line, everyMs: 50 }));
      expect(await suffering(misbehave, { world: withTwin({ noise: loud }) }).verdict()).toMatchObject({
        online: true,
      });
      expect(factsOf(run.facts, 'walk.ended')).toEqual([]);
      expect(JSON.stringify(run.facts)).not.toMatch(/\^(BOOT|RSSI|DSFLOWRPT):/);
    },
  );
});
