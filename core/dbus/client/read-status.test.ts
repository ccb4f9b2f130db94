import { describe, expect, it } from 'vitest';
import { readStatus } from './read-status.js';

const cause = {
  id: 'apn-wrong',
  layer: 'init',
  confidence: 0.9,
  says: 'No.',
  remedy: 'Do.',
  evidence: [{ t: 1, fact: 'online', text: 'It was.' }],
};
const whole = {
  stick: '1-3',
  modem: '/m',
  device: 'MF627',
  carrier: 'Three UK',
  operator: '3',
  signalPercent: 61,
  doing: 'online',
  stage: 'ppp',
  wanted: 'online',
  link: { engine: 'pppd', interface: 'ppp0', address: '10.0.0.2', peer: '10.0.0.1', dns: ['1.1.1.1'] },
  plan: {
    apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
    passwordSet: false,
    carrierApns: ['three.co.uk'],
    number: { value: '*99#', from: 'default' },
    cid: { value: 1, from: 'default' },
    attempt: 1,
    of: 1,
  },
  times: { init: 4066 },
  causes: [cause],
  lastExit: { exit: 'ppp.ipcp-silent', detail: '3 requests' },
};

describe('the status of a stick, read', () => {
  it('is what was told, with what another version adds', () => {
    const more = { ...whole, colour: 'white' };
    expect(readStatus(JSON.stringify(more))).toEqual(more);
  });

  it.each([
    { stick: 1 },
    { doing: 'dancing' },
    { wanted: undefined },
    { stage: 'paid' },
    { times: { init: 'long' } },
    { times: [] },
    { causes: undefined },
    { causes: [{ ...cause, id: 'bad-luck' }] },
    { causes: [{ ...cause, evidence: [{}] }] },
    { link: { ...whole.link, dns: '1.1.1.1' } },
    { plan: { ...whole.plan, cid: { value: '1', from: 'default' } } },
    { plan: { ...whole.plan, number: undefined } },
    { plan: { ...whole.plan, number: { value: '*99#', from: 'somewhere' } } },
    { lastExit: { exit: 'toString' } },
    { signalPercent: null },
  ])('is nothing with %j', (wrong) => {
    expect(readStatus(JSON.stringify({ ...whole, ...wrong }))).toBeUndefined();
  });

  it.each(['', 'null', '[]', '"x"', undefined, 7, new Uint8Array(2)])('is nothing where %j was told', (told) => {
    expect(readStatus(told)).toBeUndefined();
  });
});
