import type { CarrierPack } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { bench, type FakeAnswers, outcome } from '../stage-tools.test.helper.js';
import type { Contributed } from '../tools.js';
import { chooseCarrier } from './choose-carrier.js';

const carrier = (id: string, mccmnc: string, init: CarrierPack['init'] = []): Contributed<CarrierPack> => ({
  plugin: id,
  value: {
    contract: 1,
    id,
    carrier: id,
    source: 'test',
    match: { mccmnc: [mccmnc] },
    profiles: [{ name: 'one', apn: 'one', auth: { allow: ['none'] } }],
    init,
  },
});
const imsi = { lines: ['310260123456789'] };
const chosen = async (
  answers: FakeAnswers,
  carriers: readonly Contributed<CarrierPack>[],
  pinned: readonly string[] = [],
) => {
  const at = bench(answers, { carriers, pinned });
  const so = outcome(chooseCarrier({ ...at, sim: undefined }, at.tools));
  await at.clock.run({ limitMs: 60_000 });
  return { ...so, asked: at.asked, facts: at.facts };
};

describe('choose-carrier', () => {
  it('takes the longer match of the home network, whatever is loaded first', async () => {
    const both = [carrier('five', '31026'), carrier('six', '310260')];
    for (const carriers of [both, both.toReversed()]) {
      expect((await chosen({ 'AT+CIMI': imsi }, carriers)).value?.carrier?.plugin).toBe('six');
    }
  });

  it('takes the pack whose plugin is pinned, of several for one network', async () => {
    const packs = [carrier('five', '31026'), carrier('other', '31026'), carrier('six', '310260')];
    const best = async (carriers: typeof packs, pinned: readonly string[]) =>
      (await chosen({ 'AT+CIMI': imsi }, carriers, pinned)).value?.carrier?.plugin;
    expect(await best(packs.slice(0, 2), [])).toBe('five');
    expect(await best(packs.slice(0, 2), ['other'])).toBe('other');
    expect(await best(packs, ['other'])).toBe('six');
  });

  it('waits while the SIM is busy, as it is behind +CFUN=1: a carrier that is not found is a missing APN', async () => {
    const so = await chosen({ 'AT+CIMI': [{ cme: 14 }, { cme: 14 }, imsi] }, [carrier('five', '31026')]);
    expect(so.value?.carrier?.plugin).toBe('five');
  });

  it('goes on without a carrier when nobody knows the network, or the SIM tells no number', async () => {
    expect((await chosen({ 'AT+CIMI': imsi }, [])).facts).toContainEqual({ fact: 'carrier.unknown', mccmnc: '31026' });
    expect((await chosen({ 'AT+CIMI': { ends: 'error' } }, [carrier('five', '31026')])).value).toEqual({
      sim: undefined,
      carrier: undefined,
    });
  });

  it('sends what the pack asks for, and ends where it must be taken and is not', async () => {
    const pack = (optional: boolean) => carrier('five', '31026', [{ send: 'AT+CGATT=1', because: 'test', optional }]);
    expect((await chosen({ 'AT+CIMI': imsi }, [pack(true)])).value?.carrier?.plugin).toBe('five');
    expect(await chosen({ 'AT+CIMI': imsi }, [pack(false)])).toMatchObject({
      exit: 'init.rejected',
      detail: 'AT+CGATT=1: error',
    });
  });
});
