import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSequence,
  encodeFrame,
  freshDecoder,
  type HdlcDecoder,
  longestFrame,
  type PppFrame,
  plainFraming,
} from './hdlc.js';
import { decodeFrames, hex, toHex } from './two-ends.test.helper.js';

/** An LCP Configure-Request as every pppd sends it first: asyncmap 0, magic 01020304, both compressions. */
const request = '7eff7d23c0217d217d217d207d347d227d267d207d207d207d207d257d267d217d227d237d247d277d227d287d22';

const octets = fc.uint8Array({ maxLength: 200 });
const framing = fc.record({
  asyncmap: fc.nat({ max: 0xffffffff }),
  addressCompression: fc.boolean(),
  protocolCompression: fc.boolean(),
});
/** Protocol numbers that RFC 1661 allows: the last octet is odd, the first is even. */
const protocol = fc.constantFrom(0x0021, 0x8021, 0xc021, 0xc023, 0xc223, 0x80fd, 0x8057);

const decodeAll = (pieces: readonly Uint8Array[], asyncmap: number): { frames: PppFrame[]; decoder: HdlcDecoder } => {
  let decoder = freshDecoder;
  const frames: PppFrame[] = [];
  for (const piece of pieces) {
    const step = decodeFrames(decoder, piece, asyncmap);
    decoder = step.decoder;
    frames.push(...step.frames);
  }
  return { frames, decoder };
};
const single = (bytes: Uint8Array): Uint8Array[] => Array.from(bytes, (octet) => Uint8Array.of(octet));
const plain = (frame: PppFrame): { protocol: number; payload: number[] } => ({
  protocol: frame.protocol,
  payload: [...frame.payload],
});

describe('check sequence', () => {
  it('is CRC-16/X-25, whose check value for "123456789" is 906e', () => {
    expect(checkSequence(new TextEncoder().encode('123456789')) ^ 0xffff).toBe(0x906e);
  });
});

describe('encodeFrame', () => {
  it('writes the Configure-Request that every trace begins with', () => {
    const payload = hex('01 01 00 14 02 06 00 00 00 00 05 06 01 02 03 04 07 02 08 02');
    const line = toHex(encodeFrame({ protocol: 0xc021, payload }, plainFraming));
    expect(line.startsWith(request)).toBe(true);
    // The check sequence was worked out by hand with the bitwise definition of RFC 1662, appendix C.
    expect(line.slice(request.length)).toBe(`${bitwiseCheck(hex(`ff03c021${toHex(payload)}`))}7e`);
  });

  it('leaves out what was agreed to be left out', () => {
    const line = encodeFrame(
      { protocol: 0x21, payload: hex('45') },
      { asyncmap: 0, addressCompression: true, protocolCompression: true },
    );
    expect(toHex(line).startsWith('7e2145')).toBe(true);
  });
});

describe('decodeFrames', () => {
  it('reads a frame that was written by hand', () => {
    const bytes = hex('7e ff 03 c0 21 09 01 00 08 00 00 00 00 b3 d4 7e');
    const body = bytes.subarray(1, -3);
    const check = bitwiseCheck(body);
    const { frames } = decodeAll([hex(`7e${toHex(body)}${check}7e`)], 0);
    expect(frames.map(plain)).toEqual([{ protocol: 0xc021, payload: [9, 1, 0, 8, 0, 0, 0, 0] }]);
  });

  it('gives back what was encoded, for every asyncmap and wherever it is cut', () => {
    fc.assert(
      fc.property(protocol, octets, framing, (number, payload, how) => {
        const line = encodeFrame({ protocol: number, payload }, how);
        const bare = line.subarray(1, -1).filter((octet) => octet < 0x20 && (how.asyncmap >>> octet) & 1);
        expect(bare).toHaveLength(0);
        expect(decodeAll(single(line), how.asyncmap).frames.map(plain)).toEqual([
          { protocol: number, payload: [...payload] },
        ]);
      }),
    );
  });

  it('gives the frames behind noise, since every frame begins with a flag of its own', () => {
    fc.assert(
      fc.property(fc.array(octets, { maxLength: 5 }), octets, fc.nat({ max: 50 }), (noises, payload, cut) => {
        const frame = encodeFrame({ protocol: 0x21, payload }, plainFraming);
        const line = noises.map((noise) => Buffer.concat([noise.filter((octet) => octet !== 0x7e), frame]));
        const all = Buffer.concat(line);
        const { frames } = decodeAll([all.subarray(0, cut), all.subarray(cut)], 0xffffffff);
        expect(frames.filter((one) => toHex(one.payload) === toHex(payload))).toHaveLength(noises.length);
      }),
    );
  });

  it('drops control characters that the line put in, if they were to be escaped', () => {
    const line = [...encodeFrame({ protocol: 0x21, payload: hex('45 11 13 46') }, plainFraming)];
    const spoilt = Uint8Array.from(line.flatMap((octet) => [octet, 0x11]));
    // After an escape the next octet is data whatever it is, so XON may only stand elsewhere.
    const xon = Uint8Array.from([...spoilt].filter((octet, at) => octet !== 0x11 || spoilt[at - 1] !== 0x7d));
    expect(decodeAll([xon], 0xffffffff).frames.map(plain)).toEqual([
      { protocol: 0x21, payload: [0x45, 0x11, 0x13, 0x46] },
    ]);
    expect(decodeAll([xon], 0).frames).toEqual([]);
  });

  it('drops and counts what is aborted, broken or too short, and goes on', () => {
    const good = encodeFrame({ protocol: 0x21, payload: hex('45') }, plainFraming);
    const broken = good.map((octet, at) => (at === 4 ? octet ^ 1 : octet));
    const { frames, decoder } = decodeAll([hex('7e ff 7d 23 7d 7e'), broken, hex('7e 01 02 7e'), good], 0);
    expect(frames).toHaveLength(1);
    expect(decoder.dropped).toBe(3);
  });

  it('keeps no more than a frame can hold, and finds the next one', () => {
    const { decoder } = decodeAll(
      Array.from({ length: 40 }, () => new Uint8Array(1000).fill(0x55)),
      0,
    );
    expect(decoder).toMatchObject({ skipping: true, dropped: 1 });
    expect(decoder.partial).toHaveLength(0);
    const next = encodeFrame({ protocol: 0x21, payload: hex('45') }, plainFraming);
    expect(decodeFrames(decoder, next).frames).toHaveLength(1);
    const tooLong = encodeFrame({ protocol: 0x21, payload: new Uint8Array(longestFrame).fill(0x55) }, plainFraming);
    expect(decodeFrames(freshDecoder, tooLong)).toMatchObject({ frames: [], decoder: { dropped: 1 } });
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(fc.array(octets), fc.nat({ max: 0xffffffff }), (chunks, asyncmap) => {
        expect(decodeAll(chunks, asyncmap).decoder.partial.length).toBeLessThanOrEqual(2 * longestFrame);
      }),
    );
  });
});

/** RFC 1662's check sequence bit by bit, independent of the table; low octet first, complemented, as hexadecimal. */
const bitwiseCheck = (bytes: Uint8Array): string => {
  let check = 0xffff;
  for (const octet of bytes)
    for (let bit = 0; bit < 8; bit++) {
      const odd = (check ^ (octet >>> bit)) & 1;
      check = odd ? (check >>> 1) ^ 0x8408 : check >>> 1;
    }
  const sent = check ^ 0xffff;
  return toHex(Uint8Array.of(sent & 0xff, sent >>> 8));
};
