import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerEcho,
  buildEcho,
  buildIpv4,
  buildUdp,
  internetChecksum,
  ipProtocol,
  parseEcho,
  parseIpv4,
  parseUdp,
} from './ip-packet.js';
import { hex, toHex } from './two-ends.test.helper.js';

const bytes = fc.uint8Array({ maxLength: 100 });
const port = fc.nat({ max: 0xffff });
const address = fc.ipV4();

describe('internetChecksum', () => {
  it('gives what RFC 1071 works out in its example', () => {
    expect(internetChecksum(hex('00 01 f2 03 f4 f5 f6 f7')) ^ 0xffff).toBe(0xddf2);
  });

  it('gives what everybody knows of the header in the textbooks', () => {
    expect(internetChecksum(hex('45 00 00 73 00 00 40 00 40 11 00 00 c0 a8 00 01 c0 a8 00 c7'))).toBe(0xb861);
  });
});

describe('IPv4', () => {
  it('writes a header octet for octet', () => {
    const packet = buildIpv4({ source: '10.1.2.3', destination: '10.4.5.6', protocol: 17, payload: hex('aa'), id: 7 });
    expect(toHex(packet)).toBe('450000150007000040115fc40a0102030a040506aa');
  });

  it('reads what it wrote, and nothing that is spoilt', () => {
    fc.assert(
      fc.property(address, address, bytes, fc.nat({ max: 19 }), (source, destination, payload, at) => {
        const packet = buildIpv4({ source, destination, protocol: 1, payload });
        expect(parseIpv4(packet)).toEqual({ source, destination, protocol: 1, payload, ttl: 64, id: 0 });
        expect(parseIpv4(packet.map((octet, place) => (place === at ? octet ^ 0x40 : octet)))).toBeUndefined();
      }),
    );
  });

  it('reads past options and leaves padding away', () => {
    const packet = hex('46 00 00 19 00 00 00 00 40 01 00 00 0a 01 02 03 0a 04 05 06 01 01 01 00 aa bb bb');
    packet.set(sum(internetChecksum(packet.subarray(0, 24))), 10);
    expect(parseIpv4(packet)?.payload).toEqual(hex('aa'));
  });

  it('takes no fragments', () => {
    const packet = buildIpv4({ source: '10.1.2.3', destination: '10.4.5.6', protocol: 1, payload: hex('aa') });
    packet[6] = 0x20;
    packet.set([0, 0], 10);
    packet.set(sum(internetChecksum(packet.subarray(0, 20))), 10);
    expect(parseIpv4(packet)).toBeUndefined();
  });
});

describe('ICMP echo', () => {
  it('is answered to whoever asked, with the same data', () => {
    const echo = buildEcho({ kind: 'request', id: 0x1234, sequence: 5, data: hex('01 02 03') });
    expect(toHex(echo)).toBe('0800e1c412340005010203');
    const asked = buildIpv4({ source: '10.1.2.3', destination: '8.8.8.8', protocol: ipProtocol.icmp, payload: echo });
    const answered = parseIpv4(answerEcho(asked) ?? hex(''));
    expect(answered).toMatchObject({ source: '8.8.8.8', destination: '10.1.2.3' });
    expect(parseEcho(answered?.payload ?? hex(''))).toEqual({
      kind: 'reply',
      id: 0x1234,
      sequence: 5,
      data: hex('01 02 03'),
    });
  });

  it('is not answered when it is an answer, or broken', () => {
    const of = (payload: Uint8Array) =>
      answerEcho(buildIpv4({ source: '10.1.2.3', destination: '8.8.8.8', protocol: ipProtocol.icmp, payload }));
    expect(of(buildEcho({ kind: 'reply', id: 1, sequence: 1, data: hex('') }))).toBeUndefined();
    expect(of(hex('08 00 00 00 00 01 00 01'))).toBeUndefined();
  });
});

describe('UDP', () => {
  it('reads what it wrote, and nothing that is spoilt', () => {
    fc.assert(
      fc.property(address, address, port, port, bytes, (source, destination, sourcePort, destinationPort, payload) => {
        const datagram = { source, destination, sourcePort, destinationPort, payload };
        const packet = buildUdp(datagram);
        expect(parseUdp(packet)).toEqual(datagram);
        const spoilt = packet.map((octet, at) => (at === 20 ? octet ^ 1 : octet));
        expect(parseUdp(spoilt)).toBeUndefined();
      }),
    );
  });

  it('does not check a sum of 0', () => {
    const packet = buildUdp({
      source: '10.1.2.3',
      destination: '10.4.5.6',
      sourcePort: 1,
      destinationPort: 2,
      payload: hex('aa'),
    });
    packet.set([0, 0], 26);
    expect(parseUdp(packet)?.payload).toEqual(hex('aa'));
  });
});

describe('whatever comes', () => {
  it('is nothing rather than an error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        for (const read of [parseIpv4, parseEcho, parseUdp, answerEcho]) expect(() => read(noise)).not.toThrow();
        const packet = buildIpv4({ source: '10.1.2.3', destination: '10.4.5.6', protocol: 17, payload: noise });
        expect(() => parseUdp(packet)).not.toThrow();
      }),
    );
  });
});

const sum = (value: number): readonly number[] => [value >>> 8, value & 0xff];
