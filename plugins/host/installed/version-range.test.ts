import { expect, it } from 'vitest';
import { inRange } from './version-range.js';

it.each([
  ['*', '0.1.0', true],
  ['', '0.1.0', true],
  ['0.1.0', '0.1.0', true],
  ['=0.1.0', '0.1.0', true],
  ['0.1.0', '0.1.1', false],
  ['20', '20.11.1', true],
  ['20.x', '20.11.1', true],
  ['20.x.x', '21.0.0', false],
  ['^0.1.0', '0.1.9', true],
  ['^0.1.2', '0.1.1', false],
  ['^0.1.0', '0.2.0', false],
  ['^0.0.3', '0.0.4', false],
  ['^0', '0.9.0', true],
  ['^1.2.3', '1.9.0', true],
  ['^1.2.3', '2.0.0', false],
  ['~1.2.3', '1.2.9', true],
  ['~1.2.3', '1.3.0', false],
  ['~1', '1.9.0', true],
  ['>=20', '20.0.0', true],
  ['>= 20.10', '20.9.0', false],
  ['>=99', '100.0.0', true],
  ['^18 || ^20.9.0 || >=21', '20.10.0', true],
  ['^18 || >=21', '20.10.0', false],
  ['>=20', '20.0.0-rc.1', true],
  ['>=20 <23', '20.0.0', undefined],
  ['latest', '20.0.0', undefined],
  ['* || latest', '20.0.0', undefined],
  ['1.2.3.4', '1.2.3', undefined],
])('%j of %s: %s', (range, version, is) => {
  expect(inRange(range, version)).toBe(is);
});
