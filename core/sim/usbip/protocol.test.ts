import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Command,
  encodeDevices,
  encodeImport,
  encodeReply,
  placeOf,
  readRequest,
  splitCommands,
  usbip,
} from './protocol.js';
import { devicesRequest, encodeCommand, importRequest } from './usb-host.test.helper.js';

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant('unlink' as const), seqnum: u32, victim: u32 }),
  fc.tuple(fc.constantFrom('in', 'out'), u32, fc.integer({ min: 0, max: 15 }), bytes(8), fc.uint8Array()).map(
    ([direction, seqnum, endpoint, setup, data]): Command => ({
      kind: 'submit',
      seqnum,
      direction,
      endpoint,
      setup,
      length: data.length,
      data: direction === 'out' ? data : new Uint8Array(0),
    }),
  ),
);

/** Feeds the pieces one after another, as a socket would. */
const split = (pieces: readonly Uint8Array[]) => {
  const commands: Command[] = [];
  let rest: Uint8Array = new Uint8Array(0);
  for (const piece of pieces) {
    const one = splitCommands(rest, piece);
    commands.push(...one.commands);
    rest = one.rest;
    if (one.refused !== undefined) return { commands, rest, refused: one.refused };
  }
  return { commands, rest, refused: undefined };
};
const cut = (all: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] => {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    pieces.push(all.subarray(at, at + size));
    at += size;
  }
  return [...pieces, all.subarray(at)];
};
const plain = ({ setup, data, ...rest }: Extract<Command, { kind: 'submit' }>) => ({
  ...rest,
  setup: [...setup],
  data: [...data],
});
const comparable = (all: readonly Command[]) => all.map((one) => (one.kind === 'submit' ? plain(one) : one));

const submit = (changes: Readonly<Record<number, number>> = {}) => {
  const head = Buffer.alloc(48);
  head.writeUInt32BE(1, 0);
  head.writeUInt32BE(1, 12);
  for (const [at, value] of Object.entries(changes)) head.writeUInt32BE(value, Number(at));
  return head;
};

describe('splitCommands', () => {
  it('gives the same commands, in whatever pieces they come', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 8 }), fc.array(fc.nat(100)), (all, sizes) => {
        const found = split(cut(Buffer.concat(all.map(encodeCommand)), sizes));
        expect(comparable(found.commands)).toEqual(comparable(all));
        expect([found.rest.length, found.refused]).toEqual([0, undefined]);
      }),
    );
  });

  it('survives any bytes, and keeps no more than one header and the largest transfer', () => {
    const likely = fc
      .tuple(fc.constantFrom(0, 1, 2, 3), u32, u32, fc.constantFrom(0, 1, 2), fc.nat(20))
      .map((words) => {
        const head = Buffer.alloc(48);
        for (const [at, word] of words.entries()) head.writeUInt32BE(word, at * 4);
        return head;
      });
    const pieces = fc.array(fc.oneof(fc.uint8Array({ maxLength: 200 }), likely), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, (all) => {
        const { rest } = split(all);
        expect(rest.length).toBeLessThanOrEqual(usbip.headerBytes + usbip.largestTransfer);
      }),
    );
  });

  it('reads the words of a command where the kernel writes them', () => {
    const bytes = Buffer.from(
      '00000001000000070001000300000000000000030000000000000002000000000000000000000000deadbeef00000000abcd',
      'hex',
    );
    const [found] = splitCommands(new Uint8Array(0), bytes).commands;
    expect(found).toEqual({
      kind: 'submit',
      seqnum: 7,
      direction: 'out',
      endpoint: 3,
      length: 2,
      setup: Uint8Array.of(0xde, 0xad, 0xbe, 0xef, 0, 0, 0, 0),
      data: Uint8Array.of(0xab, 0xcd),
    });
  });

  it.each([
    ['another command', submit({ 0: 5 }), 'there is no command 5'],
    ['another direction', submit({ 12: 2 }), 'there is no direction 2'],
    ['an endpoint beyond 15', submit({ 16: 16 }), 'there is no endpoint 16'],
    [
      'more than anybody transfers',
      submit({ 24: usbip.largestTransfer + 1 }),
      'nobody transfers 1048577 bytes at once',
    ],
    ['isochronous packets', submit({ 32: 1 }), 'nothing here is isochronous'],
  ])('refuses %s before it has come whole', (_, bytes, because) => {
    expect(splitCommands(new Uint8Array(0), bytes)).toMatchObject({ commands: [], refused: because });
  });

  it('takes the largest transfer, and no packets as the document writes them', () => {
    const head = submit({ 24: usbip.largestTransfer, 32: 0xffffffff });
    expect(splitCommands(new Uint8Array(0), head).commands).toMatchObject([{ length: usbip.largestTransfer }]);
  });

  it('keeps the commands before one that it refuses', () => {
    const { commands, refused } = splitCommands(new Uint8Array(0), Buffer.concat([submit(), submit({ 0: 9 })]));
    expect([commands.length, refused]).toEqual([1, 'there is no command 9']);
  });
});

describe('encodeReply', () => {
  it('writes what was read behind its header', () => {
    const reply = { kind: 'submitted', seqnum: 7, status: -32, length: 2, data: Uint8Array.of(1, 2) } as const;
    expect(Buffer.from(encodeReply(reply)).toString('hex')).toBe(
      `0000000300000007${'00000000'.repeat(3)}ffffffe000000002${'00000000'.repeat(5)}0102`,
    );
  });

  it('writes what became of an unlink', () => {
    expect(Buffer.from(encodeReply({ kind: 'unlinked', seqnum: 8, status: -104 })).toString('hex')).toBe(
      `0000000400000008${'00000000'.repeat(3)}ffffff98${'00000000'.repeat(6)}`,
    );
  });
});

describe('readRequest', () => {
  it('waits until a request is whole, and says how long it was', () => {
    const request = importRequest('1-3');
    for (let length = 0; length < 40; length += 1) expect(readRequest(request.subarray(0, length))).toBeUndefined();
    expect(readRequest(Buffer.concat([request, submit()]))).toEqual({
      request: { kind: 'import', busid: '1-3' },
      bytes: 40,
    });
    expect(readRequest(devicesRequest)).toEqual({ request: { kind: 'devices' }, bytes: 8 });
  });

  it('reads a bus id that fills its place', () => {
    expect(readRequest(importRequest('1'.repeat(32)))?.request).toEqual({ kind: 'import', busid: '1'.repeat(32) });
  });

  it('refuses another version and another request, and never throws', () => {
    expect(readRequest(Buffer.from('0106800500000000', 'hex'))?.request.kind).toBe('refused');
    expect(readRequest(Buffer.from('0111800700000000', 'hex'))?.request.kind).toBe('refused');
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => void readRequest(bytes)));
  });
});

describe('a list of devices', () => {
  const stick = { busid: '1-3', vendor: 0x19d2, product: 0x2000, interfaces: [[8, 6, 0x50]] } as const;

  it('has a record of 312 bytes for each, then four for each interface', () => {
    const bytes = Buffer.from(encodeDevices([stick, { ...stick, busid: '2-1.4', interfaces: [] }]));
    expect(bytes.subarray(0, 12).toString('hex')).toBe('011100050000000000000002');
    expect(bytes).toHaveLength(12 + 312 + 4 + 312);
    expect(bytes.toString('latin1', 12, 32)).toBe('/sys/devices/virtual');
    expect(bytes.toString('latin1', 268, 272)).toBe('1-3\0');
    expect(bytes.subarray(300, 328).toString('hex')).toBe(
      '000000010000000300000003' + '19d220000000' + '000000' + '010101' + '08065000',
    );
    expect(placeOf('2-1.4')).toEqual({ bus: 2, number: 1 });
  });

  it('has the record alone for one that is imported, and a status for one that is not', () => {
    const bytes = Buffer.from(encodeImport(stick));
    expect([bytes.length, bytes.subarray(0, 8).toString('hex')]).toEqual([320, '0111000300000000']);
    expect(Buffer.from(encodeImport('busy')).toString('hex')).toBe('0111000300000002');
    expect(Buffer.from(encodeImport('absent')).toString('hex')).toBe('0111000300000004');
  });
});
