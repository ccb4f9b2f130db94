import { BehaviorSubject, Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Answer } from './endpoint.js';
import type { Submit } from './protocol.js';
import { serialFunction } from './serial-function.js';

const plugged = ({ opens = true } = {}) => {
  const answers: string[] = [];
  const happened: string[] = [];
  const dcd$ = new BehaviorSubject(false);
  let bytes$ = new Subject<Uint8Array>();
  let count = 0;
  const respond = ({ seqnum }: Submit, answer: Answer) =>
    answers.push(`${seqnum} ${answer.kind === 'done' ? Buffer.from(answer.data).toString('latin1') : 'stalled'}`);
  const open = () => {
    happened.push('open');
    if (!opens) return undefined;
    count += 1;
    bytes$ = new Subject();
    const name = count;
    return {
      path: 'tty',
      bytes$,
      write: (bytes: Uint8Array) => void happened.push(`write ${Buffer.from(bytes).toString('latin1')}`),
      close: async () => void happened.push(`close ${name}`),
    };
  };
  const one = serialFunction(
    { number: 3, kind: 'serial', classes: [255, 255, 255], endpoints: { in: 1, out: 2, notify: 4 } },
    { open, dcd$ },
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
    return seqnum;
  };
  return {
    dcd$,
    happened: () => happened.splice(0),
    read: (length = 4096) => submit(0x81, new Uint8Array(0), length),
    listen: () => submit(0x84, new Uint8Array(0), 16),
    write: (text: string) => submit(2, Buffer.from(text), text.length),
    unlink: (victim: number) => one.endpoints.get(0x81)?.unlink(victim),
    lines: (value: number) => one.control({ type: 0x21, request: 0x22, value, index: 3, length: 0 }).kind,
    control: (type: number, request: number) => one.control({ type, request, value: 1, index: 3, length: 0 }).kind,
    says: (text: string) => bytes$.next(Buffer.from(text, 'latin1')),
    goes: () => bytes$.complete(),
    close: one.close,
    answers: () => answers.splice(0),
  };
};
const state = (bits: number) => `\xa1\x20\0\0\x03\0\x02\0${String.fromCharCode(bits)}\0`;

describe('a serial interface', () => {
  it('opens its port at the first read that waits, once', () => {
    const one = plugged();
    expect(one.happened()).toEqual([]);
    for (let count = 0; count < 4; count += 1) one.read();
    one.lines(3);
    expect(one.happened()).toEqual(['open']);
    one.says('hello');
    one.says('there');
    expect(one.answers()).toEqual(['1 hello', '2 there']);
  });

  it('stays open while reads are answered and not yet followed by others', () => {
    const one = plugged();
    one.read();
    one.says('a');
    one.says('b');
    one.read();
    expect(one.answers()).toEqual(['1 a', '2 b']);
    expect(one.happened()).toEqual(['open']);
  });

  it('closes when the last read that waits is taken back, and keeps nothing for the next one', () => {
    const one = plugged();
    const [first, second] = [one.read(2), one.read(2)];
    expect([one.unlink(first), one.happened()]).toEqual([true, ['open']]);
    expect([one.unlink(first), one.unlink(second), one.unlink(second)]).toEqual([false, true, false]);
    expect(one.happened()).toEqual(['close 1']);
    one.read();
    one.says('fresh');
    expect(one.answers()).toEqual(['3 fresh']);
    expect(one.happened()).toEqual(['open']);
  });

  it('drops what nobody has read when it is closed', () => {
    const one = plugged();
    const [read, other] = [one.read(2), one.read(2)];
    one.says('abcdef');
    expect([read, other, one.answers()]).toEqual([1, 2, ['1 ab', '2 cd']]);
    one.close();
    one.read();
    expect(one.answers()).toEqual([]);
    one.says('new');
    expect(one.answers()).toEqual(['3 new']);
  });

  it('closes when DTR falls, and opens when it rises or something is written', () => {
    const one = plugged();
    one.read();
    expect(one.lines(0)).toBe('done');
    expect(one.happened()).toEqual(['open', 'close 1']);
    one.says('too late');
    expect(one.answers()).toEqual([]);
    one.lines(3);
    expect(one.happened()).toEqual(['open']);
    one.lines(2);
    one.write('AT');
    expect(one.happened()).toEqual(['close 2', 'open', 'write AT']);
  });

  it('closes what ended by itself, and opens it again when something is written', () => {
    const one = plugged();
    one.read();
    one.goes();
    one.write('AT');
    expect(one.happened()).toEqual(['open', 'close 1', 'open', 'write AT']);
  });

  it('takes what is written where the port does not open', () => {
    const one = plugged({ opens: false });
    one.read();
    one.write('AT');
    expect(one.happened()).toEqual(['open', 'open']);
    expect(one.answers()).toEqual(['2 ']);
  });

  it('tells of a carrier and of its loss, and of the newest where nobody has heard of the last', () => {
    const one = plugged();
    one.listen();
    expect(one.answers()).toEqual([]);
    one.dcd$.next(true);
    expect(one.answers()).toEqual([`1 ${state(3)}`]);
    one.dcd$.next(false);
    one.dcd$.next(true);
    one.listen();
    one.listen();
    expect(one.answers()).toEqual([`2 ${state(3)}`]);
  });

  it('tells no one of a carrier that was lost before he came', () => {
    const one = plugged();
    const read = one.read();
    one.dcd$.next(true);
    one.dcd$.next(false);
    one.unlink(read);
    one.read();
    one.listen();
    expect(one.answers()).toEqual([]);
  });

  it('knows line coding and line states, and stalls the rest', () => {
    const one = plugged();
    expect([one.control(0x21, 0x20), one.control(0x21, 0x21), one.control(0xa1, 0x22)]).toEqual([
      'done',
      'stalled',
      'stalled',
    ]);
    expect(one.happened()).toEqual([]);
  });

  it('closes its port with the device, and listens to the modem no more', () => {
    const one = plugged();
    one.read();
    one.listen();
    one.close();
    expect(one.happened()).toEqual(['open', 'close 1']);
    expect(one.dcd$.observed).toBe(false);
  });
});
