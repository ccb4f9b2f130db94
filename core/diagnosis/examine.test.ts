import type { CarrierPack } from '@dialtone/plugins';
import { expect, it } from 'vitest';
import { readText } from '../readers/read-lines.js';
import { examine } from './examine.js';

const acme: CarrierPack = {
  contract: 1,
  id: 'acme',
  carrier: 'Acme',
  source: 'test',
  match: { mccmnc: ['00101'] },
  profiles: [{ name: 'one', apn: 'acme.internet', auth: { allow: ['none'] } }],
};
const known = { devices: [], carriers: [{ plugin: 'acme', value: acme }] };
const remedyOf = (...lines: readonly string[]): string | undefined =>
  examine([readText('wvdial.log', lines.join('\n')).facts], known).causes[0]?.remedy;
const silence = ['--> Carrier detected.  Starting PPP immediately.', 'IPCP: timeout sending Config-Requests'];

it('names the APNs that are known here where nobody has said any, and not to whoever has one of another carrier', () => {
  const apns = 'Known here: for Acme it is acme.internet.';
  expect(remedyOf('--> Sending: ATDT*99#', 'CONNECT', ...silence)).toContain(apns);
  const other = remedyOf(
    '--> Sending: AT+CGDCONT=1,"IP","inernet.other"',
    'OK',
    '--> Sending: ATDT*99#',
    'CONNECT',
    ...silence,
  );
  expect(other).toMatch(/\S/);
  expect(other).not.toContain(apns);
});
