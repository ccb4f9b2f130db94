import fc from 'fast-check';
import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { untilNoCarrier } from './until-no-carrier.js';

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const heard = (chunks: readonly Uint8Array[]) => {
  const source$ = new Subject<Uint8Array>();
  const so = { bytes: 0, over: false };
  untilNoCarrier({ bytes$: source$, write: () => undefined }).bytes$.subscribe({
    next: ({ length }) => {
      so.bytes += length;
    },
    complete: () => {
      so.over = true;
    },
  });
  for (const chunk of chunks) source$.next(chunk);
  return so;
};
const cutAt = (bytes: Uint8Array, places: readonly number[]) => {
  const cuts = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return cuts.slice(1).map((end, index) => bytes.slice(cuts[index], end));
};

describe("the modem's word that a call is over", () => {
  it.each([
    ['behind CONNECT', '\r\nNO CARRIER\r\n'],
    ['behind a frame', '~\xff\x03\xc0!~\r\nNO CARRIER\r\n'],
  ])('ends the bytes %s, however it is cut', (_, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (places) => {
        expect(heard(cutAt(bytesOf(text), places)).over).toBe(true);
      }),
    );
  });

  it.each([
    ['inside of a frame, where anybody may have written it', '~\xff\x03\x00!hello\r\nNO CARRIER\r\nhello~'],
    ['escaped, as a flag inside of a frame is', '~\xff\x03\x00!}^\r\nNO CARRIER\r\n~'],
    ['unfinished', '~\r\nNO CARRIER'],
  ])('is none %s', (_, text) => {
    fc.assert(
      fc.property(fc.array(fc.nat()), (places) => {
        expect(heard(cutAt(bytesOf(text), places))).toEqual({ bytes: text.length, over: false });
      }),
    );
  });

  it('leaves the tty to whom it is lent', () => {
    const tty = { path: '/dev/ttyUSB2', handOver: () => Promise.reject(new Error()) };
    const call = { bytes$: new Subject<Uint8Array>(), write: () => undefined };
    expect(untilNoCarrier({ ...call, tty }).tty).toBe(tty);
    expect('tty' in untilNoCarrier(call)).toBe(false);
  });

  it('passes every other byte on', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), (chunks) => {
        const total = chunks.reduce((sum, { length }) => sum + length, 0);
        expect(heard(chunks)).toEqual({ bytes: total, over: false });
      }),
    );
  });
});
