import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { type Known, recognise } from './recognise.js';

const known: Known = {
  devices: [
    {
      plugin: 'zte',
      value: {
        id: 'mf627',
        model: 'MF627',
        source: 's',
        match: { usb: [{ vendor: '19d2', product: '0031' }] },
        ports: { 1: 'at' },
      },
    },
  ],
  carriers: [
    {
      plugin: 'three-uk',
      value: {
        contract: 1,
        id: 'three-uk',
        carrier: 'Three UK',
        source: 's',
        match: { mccmnc: ['23420'] },
        profiles: [{ name: 'p', apn: 'three.co.uk', auth: { allow: ['none'] } }],
      },
    },
  ],
};
const at = { file: 'log', line: 7, text: 'x' };

describe('a case is recognised', () => {
  it('by the id of its stick', () => {
    expect(recognise([{ t: 1, fact: 'usb.plugged', vendor: '19d2', product: '0031', at }], known)).toEqual([
      { t: 1, at, fact: 'device.recognised', device: 'mf627', model: 'MF627', plugin: 'zte', candidates: 1 },
    ]);
  });

  it.each<[string, Fact]>([
    ['the network', { t: 1, fact: 'operator.named', code: '23420', at }],
    ["the network's name", { t: 1, fact: 'operator.named', name: 'three uk', at }],
    ['the SIM', { t: 1, fact: 'sim.read', mccmnc: '23420', at }],
    ['an APN that was given', { t: 1, fact: 'context.defined', cid: 1, apn: 'Three.co.uk', at }],
    ['an APN that is configured', { t: 1, fact: 'config.read', tool: 'wvdial', key: 'apn', value: 'three.co.uk', at }],
  ])('by %s', (_, fact) => {
    expect(recognise([fact], known)).toMatchObject([
      { fact: 'carrier.suspected', carrier: 'three-uk', apns: ['three.co.uk'], at },
    ]);
  });

  it('by nothing else', () => {
    expect(recognise([{ t: 1, fact: 'operator.named', code: '23410', at }], known)).toEqual([]);
  });
});
