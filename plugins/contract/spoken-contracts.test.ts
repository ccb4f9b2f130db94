import { expect, it } from 'vitest';
import { checkCarrier, checkDevicePlugin } from './check.js';
import { notSpoken, spokenContracts } from './spoken-contracts.js';

it('says of a newer contract and of an older one what to do', () => {
  expect(notSpoken(2, [1])).toBe('is 2, but this Dialtone speaks 1: update Dialtone');
  expect(notSpoken(4, [3, 2])).toBe('is 4, but this Dialtone speaks 3 and 2: update Dialtone');
  expect(notSpoken(0, [1])).toBe('is 0, but this Dialtone speaks 1: ask its author for an edition for contract 1');
  expect([2, 3].map((contract) => notSpoken(contract, [3, 2]))).toEqual([undefined, undefined]);
});

it('every contract that is said to be spoken is taken', () => {
  for (const contract of spokenContracts) {
    const carrier = {
      contract,
      id: 'acme',
      carrier: 'Acme',
      source: 'the leaflet',
      match: { mccmnc: ['00101'] },
      profiles: [{ name: 'Internet', apn: 'internet', auth: { allow: ['none'] } }],
    };
    expect(checkCarrier(carrier).ok).toBe(true);
    const device = {
      id: 'a',
      model: 'A',
      source: 's',
      match: { usb: [{ vendor: 'ffff', product: '0001' }] },
      ports: {},
    };
    expect(checkDevicePlugin({ contract, vendor: 'Acme', devices: [device] }).ok).toBe(true);
  }
});
