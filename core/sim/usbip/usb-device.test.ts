import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleDevice } from '../sample-world.test.helper.js';
import { describe as describeStick, type InterfaceDescription } from './descriptors.js';
import { done, type Endpoint, type Respond } from './endpoint.js';
import { inEndpoint, streamSource } from './in-endpoint.js';
import { outEndpoint } from './out-endpoint.js';
import type { Command, Reply } from './protocol.js';
import { storageFunction } from './storage-function.js';
import { usbDevice } from './usb-device.js';
import type { UsbFunction } from './usb-function.js';

const { twin } = sampleDevice;
if (twin === undefined) throw new Error('the sample has no twin');
const interfaces = [
  { number: 1, kind: 'serial', tty: 'tty1' },
  { number: 3, kind: 'serial', tty: 'tty3' },
] as const;
const descriptors = describeStick({ path: '1-3', vendor: '19d2', product: '0031', interfaces }, twin);

/** A device whose functions keep what is written and say what they are told to. */
const plugged = () => {
  const replies: Reply[] = [];
  const written: string[] = [];
  const closed: number[] = [];
  const sources = new Map<number, (text: string) => void>();
  let resets = 0;
  const functionOf = ({ number, endpoints }: InterfaceDescription, respond: Respond): UsbFunction => {
    const source = streamSource(100);
    const reading = inEndpoint(respond, source);
    sources.set(number, (text) => {
      source.give(Buffer.from(text));
      reading.deliver();
    });
    const writing = outEndpoint(respond, (bytes) => {
      written.push(`${number} ${Buffer.from(bytes)}`);
      return bytes.length < 10;
    });
    return {
      number,
      endpoints: new Map<number, Endpoint>([
        [0x80 | (endpoints.in ?? 0), reading],
        [endpoints.out ?? 0, writing],
      ]),
      control: ({ request }) => done(Uint8Array.of(number, request, 0xff)),
      close: () => closed.push(number),
    };
  };
  const device = usbDevice({
    descriptors,
    functionOf,
    reply: (reply) => replies.push(reply),
    onReset: () => {
      resets += 1;
    },
  });
  let seqnum = 0;
  const ask = (
    endpoint: number,
    direction: 'in' | 'out',
    data: Uint8Array,
    length = data.length,
    setup: readonly number[] = [],
  ) => {
    seqnum += 1;
    const bytes = Uint8Array.from({ length: 8 }, (_, at) => setup[at] ?? 0);
    device.receive({ kind: 'submit', seqnum, endpoint, direction, length, setup: bytes, data });
    return seqnum;
  };
  const control = (...setup: readonly number[]) => {
    const asked = ask(0, ((setup[0] ?? 0) & 0x80) === 0 ? 'out' : 'in', new Uint8Array(0), setup[6] ?? 0, setup);
    const reply = replies.find((one) => one.seqnum === asked);
    if (reply?.kind !== 'submitted') return 'nothing';
    return reply.status === 0 ? Buffer.from(reply.data).toString('hex') : reply.status;
  };
  return {
    device,
    written,
    closed,
    control,
    resets: () => resets,
    says: (number: number, text: string) => sources.get(number)?.(text),
    read: (endpoint: number, length: number) => ask(endpoint, 'in', new Uint8Array(0), length),
    write: (endpoint: number, text: string) => ask(endpoint, 'out', Buffer.from(text)),
    unlink: (victim: number) => {
      seqnum += 1;
      device.receive({ kind: 'unlink', seqnum, victim });
      return seqnum;
    },
    /** What was answered since the last time: name, status and data. */
    answers: () =>
      replies
        .splice(0)
        .map(
          (one) =>
            `${one.seqnum} ${one.status}${one.kind === 'submitted' ? ` ${one.length} ${Buffer.from(one.data)}` : ' unlinked'}`,
        ),
  };
};
const configured = () => {
  const one = plugged();
  one.control(0, 9, 1);
  one.answers();
  return one;
};

describe('the control endpoint', () => {
  it.each<[string, readonly number[], string | number]>([
    [
      'the device, as much as there is room for',
      [0x80, 6, 0, 1, 0, 0, 8, 0],
      Buffer.from(descriptors.device.subarray(0, 8)).toString('hex'),
    ],
    ['the configuration', [0x80, 6, 0, 2, 0, 0, 255, 0], Buffer.from(descriptors.configuration).toString('hex')],
    ['no second configuration', [0x80, 6, 1, 2, 0, 0, 255, 0], -32],
    ['its languages', [0x80, 6, 0, 3, 0, 0, 255, 0], '04030904'],
    ['no string beyond its last', [0x80, 6, 4, 3, 9, 4, 255, 0], -32],
    ['no device qualifier', [0x80, 6, 0, 6, 0, 0, 10, 0], -32],
    ['no other descriptor', [0x80, 6, 0, 15, 0, 0, 5, 0], -32],
    ['its status', [0x80, 0, 0, 0, 0, 0, 2, 0], '0000'],
    ['its configuration', [0x80, 8, 0, 0, 0, 0, 1, 0], '01'],
    ['no second configuration to be set', [0, 9, 2], -32],
    ['the one setting of an interface', [0x81, 10, 0, 0, 3, 0, 1, 0], '00'],
    ['that setting, to be set', [1, 11, 0, 0, 3, 0, 0, 0], ''],
    ['no other setting', [1, 11, 1, 0, 3, 0, 0, 0], -32],
    ['no setting of an interface that it has not', [1, 11, 0, 0, 2, 0, 0, 0], -32],
    ['features that mean nothing here', [0, 3, 1, 0, 0, 0, 0, 0], ''],
    ['a cleared stall', [2, 1, 0, 0, 0x81, 0, 0, 0], ''],
    ['no synchronisation frame', [0x82, 12, 0, 0, 0x81, 0, 2, 0], -32],
    ['what is of an interface’s class, as much as there is room for', [0xa1, 0xfe, 0, 0, 3, 0, 2, 0], '03fe'],
    ['nothing of an interface that it has not', [0xa1, 0xfe, 0, 0, 2, 0, 1, 0], -32],
    ['nothing of the vendor', [0xc0, 0x20, 0, 0, 0, 0, 8, 0], -32],
  ])('gives %s', (_, setup, expected) => {
    expect(configured().control(...setup)).toBe(expected);
  });

  it('tells what was written by its length', () => {
    const one = configured();
    one.control(0x21, 0x20, 0, 0, 3, 0, 7, 0);
    expect(one.answers()).toEqual(['2 0 7 ']);
  });
});

describe('the endpoints of a device', () => {
  it('stall until it is configured, and where there is none', () => {
    const one = plugged();
    one.read(1, 10);
    one.control(0, 9, 1);
    one.read(9, 10);
    one.write(9, 'x');
    expect(one.answers()).toEqual(['1 -32 0 ', '2 0 0 ', '3 -32 0 ', '4 -32 0 ']);
  });

  it('answer a read when there is something, in order, in pieces that fit', () => {
    const one = configured();
    one.read(1, 3);
    one.read(1, 10);
    expect(one.answers()).toEqual([]);
    one.says(1, 'hello');
    one.says(1, '!');
    expect(one.answers()).toEqual(['2 0 3 hel', '3 0 2 lo']);
    one.says(3, 'other');
    one.read(1, 10);
    expect(one.answers()).toEqual(['4 0 1 !']);
  });

  it('keep a limit of what nobody reads', () => {
    const one = configured();
    one.says(1, 'a'.repeat(90));
    one.says(1, 'b'.repeat(90));
    one.read(1, 200);
    expect(one.answers()).toEqual([`2 0 100 ${'a'.repeat(90)}${'b'.repeat(10)}`]);
  });

  it('take what is written, and stall when the function will not', () => {
    const one = configured();
    one.write(1, 'abc');
    one.write(2, 'longer than ten');
    expect(one.answers()).toEqual(['2 0 3 ', '3 -32 0 ']);
    expect(one.written).toEqual(['1 abc', '3 longer than ten']);
  });

  it('forget a read that waits, and say so; one that was answered is past that', () => {
    const one = configured();
    const [first, second] = [one.read(1, 10), one.read(1, 10)];
    one.unlink(first);
    one.says(1, 'x');
    one.unlink(second);
    one.unlink(77);
    expect(one.answers()).toEqual(['4 -104 unlinked', '3 0 1 x', '5 0 unlinked', '6 0 unlinked']);
  });

  it('have no room for more than so many that wait', () => {
    const one = configured();
    for (let count = 0; count < 1025; count += 1) one.read(1, 10);
    expect(one.answers()).toEqual(['1026 -12 0 ']);
    one.unlink(2);
    one.read(1, 10);
    expect(one.answers()).toEqual(['1027 -104 unlinked']);
  });
});

describe('the configuration of a device', () => {
  it('is a reset when it was taken away and comes again, and only then', () => {
    const one = configured();
    one.control(0, 9, 1);
    expect([one.resets(), one.closed]).toEqual([0, [1, 3]]);
    one.control(0, 9, 0);
    expect([one.resets(), one.closed]).toEqual([0, [1, 3, 1, 3]]);
    one.control(0, 9, 0);
    expect(one.resets()).toBe(0);
    one.control(0, 9, 1);
    expect(one.resets()).toBe(1);
  });

  it('ends what waits when it is taken away', () => {
    const one = configured();
    one.read(1, 10);
    one.control(0, 9, 0);
    one.read(1, 10);
    one.control(0, 9, 0);
    expect(one.answers()).toEqual(['2 -108 0 ', '3 0 0 ', '4 -32 0 ', '5 0 0 ']);
  });

  it('is closed with the cable', () => {
    const one = configured();
    one.read(1, 10);
    one.device.close();
    expect(one.closed).toEqual([1, 3]);
    expect(one.answers()).toEqual([]);
  });
});

it('answers every command once, whatever it is', () => {
  const storage = describeStick(
    { path: '1-3', vendor: '1', product: '2', interfaces: [{ number: 0, kind: 'storage' }] },
    twin,
  );
  const u32 = fc.nat(50);
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ kind: fc.constant('unlink' as const), seqnum: u32, victim: u32 }),
    fc.record({
      kind: fc.constant('submit' as const),
      seqnum: u32,
      direction: fc.constantFrom('in' as const, 'out' as const),
      endpoint: fc.nat(2),
      length: fc.nat(100),
      setup: fc.uint8Array({ minLength: 8, maxLength: 8 }),
      data: fc.oneof(
        fc.uint8Array(),
        fc
          .uint8Array({ minLength: 19, maxLength: 19 })
          .map((tail) => Buffer.concat([Buffer.from('USBC'), Buffer.from('00000000'), tail])),
      ),
    }),
  );
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const counts = new Map<number, number>();
      const device = usbDevice({
        descriptors: storage,
        functionOf: (one, respond) =>
          storageFunction(one, 'cd-rom', { onTold: () => undefined, onAllRead: () => undefined }, respond),
        reply: ({ seqnum }) => counts.set(seqnum, (counts.get(seqnum) ?? 0) + 1),
        onReset: () => undefined,
      });
      device.receive({
        kind: 'submit',
        seqnum: 1000,
        direction: 'out',
        endpoint: 0,
        length: 0,
        setup: Uint8Array.of(0, 9, 1, 0, 0, 0, 0, 0),
        data: new Uint8Array(0),
      });
      for (const [at, one] of commands.entries()) device.receive({ ...one, seqnum: 2000 + at });
      device.close();
      expect(Math.max(...counts.values())).toBe(1);
    }),
  );
});
