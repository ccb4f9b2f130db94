import { describe, expect, it } from 'vitest';
import { accessTechnologies, isGsm, isLte, isUmts } from './access-technology.js';

const registration = { packet: { domain: 'packet', status: 1, registered: true, roaming: false } } as const;

describe('the access technology', () => {
  it.each([
    ['HSDPA', 64],
    ['HSUPA', 128],
    ['HSPA', 256],
    ['HSPA+', 512],
    ['HSDPA/HSUPA', 192],
    ['UMTS', 32],
    ['WCDMA', 32],
    ['EDGE', 16],
    ['GPRS', 8],
    ['GSM', 2],
    ['LTE', 16384],
    ['lte', 16384],
    ['No Service', 0],
    ['', 0],
  ])('by the word %s', (mode, bits) => expect(accessTechnologies({ mode, registration })).toBe(bits));

  it.each([
    [0, 2],
    [2, 32],
    [3, 16],
    [4, 64],
    [6, 192],
    [7, 16384],
    [99, 0],
  ])('by the number %i of +COPS', (technology, bits) =>
    expect(accessTechnologies({ registration, operator: { technology } })).toBe(bits),
  );

  it('believes the word before the number, since it changes during a call', () =>
    expect(accessTechnologies({ mode: 'EDGE', registration, operator: { technology: 4 } })).toBe(16));

  it('is none while nobody serves, whatever was said before', () =>
    expect(accessTechnologies({ mode: 'HSDPA', registration: {}, operator: { technology: 4 } })).toBe(0));

  it('belongs to one family', () =>
    expect([16, 64, 16384].map((bits) => [isGsm(bits), isUmts(bits), isLte(bits)])).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]));
});
