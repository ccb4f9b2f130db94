import type { CarrierPack } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { limits } from './limits.js';
import { type PlanSources, resolvePlan, withCid } from './plan.js';
import type { Contributed } from './tools.js';

const carrier: Contributed<CarrierPack> = {
  plugin: 'three-uk',
  value: {
    contract: 1,
    id: 'three-uk',
    carrier: 'Three UK',
    source: 'test',
    match: { mccmnc: ['23420'] },
    profiles: [
      { name: 'One', apn: 'three.co.uk', auth: { allow: ['none', 'chap'] } },
      { name: 'Two', apn: '3internet', auth: { allow: ['pap'], user: 'u', password: 'p' } },
    ],
    dial: { number: '*99***{cid}#', limitSeconds: 20, ipcpLimitSeconds: 15 },
  },
};
const plan = (over: Partial<PlanSources>) =>
  resolvePlan({ carrier, remembered: undefined, asked: {}, tried: 0, limits, ...over });

describe('the plan', () => {
  it('takes the first profile of the pack and says who said each value', () => {
    expect(plan({})).toEqual({
      apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
      profile: 'One',
      user: undefined,
      password: undefined,
      auth: ['none', 'chap'],
      cid: { value: 1, from: 'default' },
      number: { value: '*99***1#', from: 'carrier', plugin: 'three-uk' },
      dialLimitMs: 20_000,
      ipcpLimitMs: 15_000,
      attempt: 1,
      of: 2,
    });
  });

  it('goes on to the next profile, with its credentials', () => {
    expect(plan({ tried: 1 })).toMatchObject({
      apn: { value: '3internet' },
      user: { value: 'u', from: 'carrier', plugin: 'three-uk' },
      password: 'p',
      auth: ['pap'],
      attempt: 2,
    });
  });

  it('begins with what last worked, then the others in their order', () => {
    expect(plan({ remembered: '3internet' }).apn).toEqual({
      value: '3internet',
      from: 'remembered',
      plugin: 'three-uk',
    });
    expect(plan({ remembered: '3internet', tried: 1 }).apn).toMatchObject({ value: 'three.co.uk', from: 'carrier' });
  });

  it('forgets a remembered APN that the pack no longer has', () => {
    expect(plan({ remembered: 'old.apn' }).apn?.value).toBe('three.co.uk');
  });

  it('never replaces an APN that was asked for', () => {
    const asked = plan({ asked: { apn: 'mine' }, tried: 5, remembered: '3internet' });
    expect(asked).toMatchObject({ apn: { value: 'mine', from: 'request' }, attempt: 1, of: 1 });
    expect(plan({ asked: { apn: '' } }).apn).toEqual({ value: '', from: 'request' });
  });

  it("keeps the pack's credentials for an APN that was asked for by name", () => {
    expect(plan({ asked: { apn: '3internet' } })).toMatchObject({ password: 'p', profile: 'Two' });
  });

  it('leaves the APN open when nobody knows one', () => {
    expect(plan({ carrier: undefined })).toMatchObject({
      apn: undefined,
      number: { value: '*99***1#', from: 'default' },
      dialLimitMs: limits.dial,
      ipcpLimitMs: limits.ipcp,
      attempt: 1,
      of: 1,
    });
  });

  it('prefers what was asked for to what the pack says', () => {
    expect(plan({ tried: 1, asked: { user: 'me' } })).toMatchObject({ user: { value: 'me' }, password: undefined });
    expect(plan({ tried: 1, asked: { user: 'me', password: 'secret', auth: ['chap'] } })).toMatchObject({
      user: { value: 'me', from: 'request' },
      password: 'secret',
      auth: ['chap'],
    });
  });
});

describe('the plan with another context', () => {
  const dialling = (number: string) => plan({ carrier: { ...carrier, value: { ...carrier.value, dial: { number } } } });

  it.each(['*99#', '*99***1#', '*99***{cid}#'])('%s becomes the number of that context', (number) => {
    expect(withCid(dialling(number), 3)).toMatchObject({
      apn: { value: 'three.co.uk' },
      cid: { value: 3, from: 'default' },
      number: { value: '*99***3#', from: 'default' },
    });
  });

  it.each(['#777', '*98*1#', '*99*1*1#'])('%s names no context that could be another', (number) => {
    expect(withCid(dialling(number), 3)).toBeUndefined();
  });
});
