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

it('notes that the route of another interface was kept, where the link is well', () => {
  const log = [
    'not replacing existing default route via 192.168.1.1',
    'local  IP address 10.12.13.15',
    'remote IP address 10.64.64.64',
  ];
  const { verdict, notes } = examine([readText('log', log.join('\n')).facts], known);
  expect(verdict).toBe('healthy');
  expect(notes.map(({ at }) => at.line)).toEqual([1]);
});

it.each([
  ['It says that it is connected, but there is no internet access.', 'fault'],
  ['I can\u2019t browse anything.', 'fault'],
  ['The network connection is fine with this.', 'healthy'],
  ['You need no internet account for that.', 'healthy'],
])('what its owner says of a link beside another: %s', (said, verdict) => {
  const log = [
    said,
    'not replacing existing default route via 192.168.1.1',
    'local  IP address 10.12.13.15',
    'remote IP address 10.64.64.64',
  ];
  expect(examine([readText('log', log.join('\n')).facts], known).verdict).toBe(verdict);
});
