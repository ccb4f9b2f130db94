import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDnsAnswer, buildDnsQuery, dnsType, parseDnsAnswer, parseDnsQuery } from './dns-message.js';
import { hex, toHex } from './two-ends.test.helper.js';

describe('DNS', () => {
  it('asks for the root as dig does', () => {
    expect(toHex(buildDnsQuery({ id: 0x1234, name: '.', type: dnsType.ns }))).toBe(
      '12340100000100000000000000' + '00020001',
    );
  });

  it('asks for a name label by label', () => {
    const query = buildDnsQuery({ id: 1, name: 'a.root-servers.net', type: dnsType.a });
    expect(toHex(query).slice(24)).toBe('01610c726f6f742d73657276657273036e65740000010001');
    expect(parseDnsQuery(query)).toEqual({ id: 1, name: 'a.root-servers.net', type: 1 });
  });

  it('reads an answer as it comes off the wire', () => {
    const answer = hex(
      'beef 8180 0001 0002 0000 0000 03 777777 04 74657374 00 0001 0001' +
        'c00c 0005 0001 0000003c 0002 c010 c010 0001 0001 0000003c 0004 05060708',
    );
    expect(parseDnsAnswer(answer)).toEqual({ id: 0xbeef, rcode: 0, addresses: ['5.6.7.8'] });
  });

  it('reads what it answered, also a refusal', () => {
    const query = { id: 9, name: 'example.test', type: dnsType.a };
    const addresses = ['1.2.3.4', '5.6.7.8'];
    expect(parseDnsAnswer(buildDnsAnswer(query, { addresses }))).toEqual({ id: 9, rcode: 0, addresses });
    expect(parseDnsAnswer(buildDnsAnswer(query, { rcode: 5, addresses }))).toEqual({ id: 9, rcode: 5, addresses: [] });
    expect(toHex(buildDnsAnswer({ id: 9, name: '.', type: dnsType.ns }))).toContain('0c726f6f742d73657276657273');
  });

  it('keeps questions and answers apart', () => {
    const query = buildDnsQuery({ id: 9, name: '.', type: dnsType.ns });
    expect(parseDnsAnswer(query)).toBeUndefined();
    expect(parseDnsQuery(buildDnsAnswer({ id: 9, name: '.', type: dnsType.ns }))).toBeUndefined();
  });

  it('makes nothing of noise, and does not follow pointers in circles', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        expect(() => parseDnsQuery(noise)).not.toThrow();
        expect(() =>
          parseDnsAnswer(Uint8Array.from([0, 1, 0x81, 0x80, 0xff, 0xff, 0xff, 0xff, ...noise])),
        ).not.toThrow();
      }),
    );
    expect(parseDnsAnswer(hex('0001 8180 0001 0001 0000 0000 c00c 0001 0001 c00c 0001 0001'))).toEqual({
      id: 1,
      rcode: 0,
      addresses: [],
    });
  });
});
