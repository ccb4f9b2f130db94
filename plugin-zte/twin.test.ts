import { describe, expect, it } from 'vitest';
import { mf627Twin } from './twin.js';

const { replies } = mf627Twin;

/** What ModemManager 1.25.95 asks while it makes a modem of a ZTE stick, or what a user of one types, and no generic modem knows. */
const asked = [
  ...['I', 'I1', '+CGMI', '+CGMM', '+CGMR', '+CGSN', '+GMI', '+GMM', '+GMR', '+GSN', '+GCAP'],
  ...[
    '+WS46=?',
    '+WS46?',
    '+CSCS=?',
    '+CSCS?',
    '+CGDCONT=?',
    '+CLCK=?',
    '+CLCK="PN",2',
    '+CNUM',
    '+CGEREP=2',
    '+CGEREP?',
  ],
  ...[
    '+CPMS=?',
    '+CPMS="SM","SM","SM"',
    '+CNMI=?',
    '+CNMI?',
    '+CNMI=2,1,0,2,0',
    '+CMGF=?',
    '+CUSD=?',
    '+IFC=?',
    '+CFUN=?',
  ],
  ...[
    '+ZPINPUK=?',
    '+ZPAS?',
    '+ZSNT=?',
    '+ZSNT?',
    '+ZSNT=0,0,0',
    '+ZBANDI?',
    '+ZOPRT=5',
    '+ZDON?',
    '+ZPCB?',
    '%IPSYS?',
    '+CEREG=2',
  ],
];

describe('the virtual MF627', () => {
  it.each(asked)('answers AT%s', (command) => {
    expect(replies[command]).toBeDefined();
  });

  it('says the same of itself in ATI as in the single answers', () => {
    const [maker, model, revision, imei, capabilities] = replies.I?.lines ?? [];
    expect(maker).toBe(`Manufacturer: ${replies['+CGMI']?.lines?.[0]}`);
    expect(model).toBe('Model: MF627');
    expect(revision).toBe(`Revision: ${replies['+CGMR']?.lines?.[0]}`);
    expect(imei).toBe(`IMEI: ${replies['+CGSN']?.lines?.[0]}`);
    expect(capabilities).toBe(replies['+GCAP']?.lines?.[0]);
  });

  it('has the number of no real stick', () => {
    expect(replies['+CGSN']?.lines?.[0]).toMatch(/^00\d{13}$/);
  });

  it('leaves to the generic modem what depends on SIM, network or call', () => {
    for (const command of [
      '+CPMS?',
      '+CPIN?',
      '+CIMI',
      '+CREG?',
      '+CGREG?',
      '+COPS?',
      '+CSQ',
      '+CFUN?',
      '+CGDCONT?',
      '+CGACT?',
    ]) {
      expect(replies).not.toHaveProperty([command]);
    }
  });

  it('knows no +CGAUTH: credentials travel in PPP only', () => {
    expect(replies['+CGAUTH=?']).toEqual({ error: 'ERROR' });
  });

  it('floods until +CPMS? is asked, and hangs when it is not', () => {
    expect(mf627Twin.noise).toEqual([{ line: '+ZUSIMR:2', everyMs: 2000, silencedBy: '+CPMS?', hangsAfter: 40 }]);
  });

  it('wakes with the radio off but the SIM on', () => {
    expect(mf627Twin.functionalityAtPowerUp).toBe(4);
  });
});
