import { describe, expect, it } from 'vitest';
import type { Answer } from './endpoint.js';
import type { Submit } from './protocol.js';
import { storageFunction, type Told } from './storage-function.js';

const plugged = () => {
  const answers: string[] = [];
  const told: (Told | 'read')[] = [];
  const respond = ({ seqnum }: Submit, answer: Answer) =>
    answers.push(`${seqnum} ${answer.kind === 'done' ? Buffer.from(answer.data).toString('hex') : 'stalled'}`);
  const one = storageFunction(
    { number: 2, kind: 'storage', classes: [8, 6, 0x50], endpoints: { in: 4, out: 5 } },
    'cd-rom',
    { onTold: (how) => told.push(how), onAllRead: () => told.push('read') },
    respond,
  );
  let seqnum = 0;
  const submit = (address: number, data: Uint8Array, length: number) => {
    seqnum += 1;
    const direction = address > 0x80 ? 'in' : 'out';
    const setup = new Uint8Array(8);
    one.endpoints
      .get(address)
      ?.submit({ kind: 'submit', seqnum, direction, endpoint: address & 15, length, setup, data });
  };
  return {
    told,
    control: (type: number, request: number) => one.control({ type, request, value: 0, index: 2, length: 1 }),
    /** A command block: what it asks, how much it means to read (or, negative, to write). */
    send: (cdb: readonly number[], length: number) => {
      const block = Buffer.alloc(31);
      block.write('USBC');
      block.writeUInt32LE(0xabcd, 4);
      block.writeUInt32LE(Math.abs(length), 8);
      block.set([length < 0 ? 0 : 0x80, 0, cdb.length, ...cdb], 12);
      submit(5, block, 31);
      return block.toString('hex');
    },
    write: (bytes: number) => submit(5, new Uint8Array(bytes), bytes),
    read: (length: number) => submit(0x84, new Uint8Array(0), length),
    answers: () => answers.splice(0),
  };
};
const csw = (status: number, residue = 0) =>
  `55534253cdab0000${Buffer.from([residue & 255, residue >> 8, 0, 0, status]).toString('hex')}`;
const capacity = '0000003f00000800';
const readCapacity = [0x25, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const ready = [0, 0, 0, 0, 0, 0];

describe('mass storage', () => {
  it('answers with data and a status, whether the reads wait already or come later', () => {
    const one = plugged();
    one.send(readCapacity, 8);
    one.read(8);
    one.read(13);
    expect(one.answers()).toEqual(['1 ', `2 ${capacity}`, `3 ${csw(0)}`]);
    one.read(8);
    one.read(13);
    one.send(readCapacity, 8);
    expect(one.answers()).toEqual([`4 ${capacity}`, `5 ${csw(0)}`, '6 ']);
  });

  it('has a status alone where there is no data', () => {
    const one = plugged();
    one.send(ready, 0);
    one.read(13);
    expect(one.answers()).toEqual(['1 ', `2 ${csw(0)}`]);
  });

  it('ends early with a short packet, and says what is missing', () => {
    const one = plugged();
    one.send(readCapacity, 20);
    one.read(20);
    one.read(13);
    expect(one.answers().slice(1)).toEqual([`2 ${capacity}`, `3 ${csw(0, 12)}`]);
  });

  it('ends with an empty packet where the first read was just filled, or there is nothing at all', () => {
    const one = plugged();
    one.send(readCapacity, 20);
    one.read(8);
    one.read(12);
    one.read(13);
    expect(one.answers().slice(1)).toEqual([`2 ${capacity}`, '3 ', `4 ${csw(0, 12)}`]);
    one.send([0x46], 32);
    one.read(32);
    one.read(13);
    expect(one.answers().slice(1)).toEqual(['6 ', `7 ${csw(1, 32)}`]);
  });

  it('gives no more than is meant to be read', () => {
    const one = plugged();
    one.send(readCapacity, 3);
    one.read(512);
    one.read(13);
    expect(one.answers().slice(1)).toEqual(['2 000000', `3 ${csw(0)}`]);
  });

  it('spreads data over as many reads as there are', () => {
    const one = plugged();
    one.send([0x28, 0, 0, 0, 0, 16, 0, 0, 1, 0], 2048);
    for (let part = 0; part < 4; part += 1) one.read(512);
    one.read(13);
    expect(one.answers().map((text) => text.length)).toEqual([2, 1026, 1026, 1026, 1026, 28]);
  });

  it('takes what is written before it says how that went', () => {
    const one = plugged();
    one.send([0x2a, 0], -1000);
    one.read(13);
    one.write(512);
    expect(one.answers()).toEqual(['1 ', '3 ']);
    one.write(488);
    expect(one.answers()).toEqual([`2 ${csw(1)}`, '4 ']);
    one.send(ready, 0);
    one.read(13);
    expect(one.answers()).toEqual(['5 ', `6 ${csw(0)}`]);
  });

  it('takes an early end of what is written too', () => {
    const one = plugged();
    one.send([0x2a, 0], -1000);
    one.write(0);
    one.read(13);
    expect(one.answers()).toEqual(['1 ', '2 ', `3 ${csw(1, 1000)}`]);
  });

  it('stalls both ways after nonsense until it is reset, whatever waited', () => {
    const one = plugged();
    one.send(readCapacity, 8);
    one.write(30);
    one.read(13);
    one.send(ready, 0);
    expect(one.answers()).toEqual(['1 ', '2 stalled', '3 stalled', '4 stalled']);
    expect(one.control(0x21, 0xff).kind).toBe('done');
    one.send(ready, 0);
    one.read(13);
    expect(one.answers()).toEqual(['5 ', `6 ${csw(0)}`]);
    one.write(31);
    expect(one.answers()).toEqual(['7 stalled']);
  });

  it('stalls a read that waits when nonsense comes', () => {
    const one = plugged();
    one.read(13);
    one.write(30);
    expect(one.answers()).toEqual(['1 stalled', '2 stalled']);
  });

  it('forgets half a command when it is reset', () => {
    const one = plugged();
    one.send([0x2a, 0], -1000);
    one.control(0x21, 0xff);
    one.send(ready, 0);
    one.read(13);
    expect(one.answers().slice(1)).toEqual(['2 ', `3 ${csw(0)}`]);
  });

  it('has one unit, and stalls what it does not know', () => {
    const one = plugged();
    expect(one.control(0xa1, 0xfe)).toEqual({ kind: 'done', data: Uint8Array.of(0) });
    expect(one.control(0x21, 0xfe).kind).toBe('stalled');
    expect(one.control(0xa1, 0xff).kind).toBe('stalled');
  });

  it('says how it was told to switch, then when all was read', () => {
    const one = plugged();
    one.read(13);
    one.send([0x1b, 0, 0, 0, 2, 0], 0);
    expect(one.told).toEqual([{ method: 'eject' }, 'read']);
    const message = one.send([0x85, 1, 1, 1, 0x18, 1, 1, 1, 1, 1], 0x20);
    expect(one.told.slice(2)).toEqual([{ method: 'message', message }]);
    one.read(32);
    expect(one.told).toHaveLength(3);
    one.read(13);
    expect(one.told.slice(3)).toEqual(['read']);
  });
});
