import { describe, expect, it } from 'vitest';
import { deviceIdentifier } from './device-identifier.js';
import { life, shown } from './mf627.test.helper.js';

const { identified } = life;
const of = (session: typeof identified, identity = {}) => deviceIdentifier(shown(session, { identity }).view);
const elsewhere = { ...identified, stick: '2-4' };

describe('the identifier of a stick', () => {
  it('is that of its IMEI, in any socket and with any SIM', () => {
    const imei = '358000001234567';
    expect(of(identified, { imei })).toMatch(/^[0-9a-f]{40}$/);
    expect(of(elsewhere, { imei, iccid: '8944' })).toBe(of(identified, { imei }));
    expect(of(identified, { imei: '358000001234568' })).not.toBe(of(identified, { imei }));
  });

  it('keeps two of a kind apart that do not tell it', () => {
    expect(of(identified)).toBe(of(identified, { iccid: '8944' }));
    expect(of(elsewhere)).not.toBe(of(identified));
  });

  it('is the same while the stick is a CD-ROM on its way back from a reset', () => {
    const cdRom = { ...identified, usb: { vendor: '19d2', product: '2000' } };
    expect(of(cdRom)).toBe(of(identified));
  });
});
