import { describe, expect, it } from 'vitest';
import { variant } from '../wire/values.js';
import { fitsSignature } from './fits-signature.test.helper.js';

describe('the check of the tests', () => {
  it.each([
    ['u', 0xffffffff],
    ['(ub)', [61, true]],
    ['a(su)', [['ttyUSB1', 3]]],
    ['a{uu}', { 2: 3 }],
    ['a{sv}', { rssi: variant('d', -75) }],
    ['a(ubay)', [[1, true, new Uint8Array()]]],
    ['a{s(sss)}', { apn: ['three.co.uk', 'carrier', 'three-uk'] }],
    ['o', '/'],
    ['t', 5n],
  ])('%s takes %o', (signature, value) => expect(fitsSignature(signature, value)).toBe(true));

  it.each([
    ['u', -1],
    ['u', 1.5],
    ['i', 2 ** 31],
    ['t', 5],
    ['s', undefined],
    ['o', 'Modem/0'],
    ['(ub)', [61]],
    ['(ub)', [61, true, true]],
    ['a(su)', [['ttyUSB1', '3']]],
    ['a{uu}', { pin: 3 }],
    ['a{sv}', { rssi: -75 }],
    ['a{sv}', { rssi: variant('u', -75) }],
    ['a{sv}', []],
    ['ay', [1]],
    ['uu', [1, 1]],
  ])('%s does not take %o', (signature, value) => expect(fitsSignature(signature, value)).toBe(false));
});
