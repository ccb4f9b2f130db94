import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atCommand } from './at-command.js';
import { converse } from './dialogue.js';
import { type Dialogue, type DialogueAction, dataModeNotice, startDialogue } from './dialogue-state.js';
import { longestLine } from './line-splitter.js';
import { freshResync, settle } from './resync.js';

const settled: Dialogue = { ...startDialogue(1_000), resync: settle(freshResync) };
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (it) => it.charCodeAt(0));
const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const ppp = '\x7e\xff\x7d\x23\xc0\x21\x7d\x21OK\x7d\x20\x7e';

/** A dialogue that goes on from input to input, and all that it asked for. */
const talk = (from: Dialogue = settled) => {
  let dialogue = from;
  const actions: DialogueAction[] = [];
  const take = (input: Parameters<typeof converse>[1]) => {
    const [next, asked] = converse(dialogue, input);
    dialogue = next;
    actions.push(...asked);
  };
  return {
    actions,
    state: () => dialogue,
    send: (line: string, answer?: string) =>
      take({ kind: 'send', command: atCommand(line, answer === undefined ? {} : { answer }), limitMs: 5_000 }),
    hears: (text: string) => take({ kind: 'bytes', bytes: bytesOf(text) }),
    hearsBytes: (bytes: Uint8Array) => take({ kind: 'bytes', bytes }),
    limitPasses: () => take({ kind: 'limit-passed' }),
    withdraws: () => take({ kind: 'withdraw' }),
    closes: () => take({ kind: 'closed' }),
    replies: () => actions.flatMap((it) => (it.kind === 'reply' && !it.probe ? [it.reply] : [])),
    unasked: () => actions.flatMap((it) => (it.kind === 'unsolicited' ? [it.line] : [])),
    wrote: () => actions.flatMap((it) => (it.kind === 'write' ? [textOf(it.bytes)] : [])),
    data: () => actions.flatMap((it) => (it.kind === 'data' ? [textOf(it.bytes)] : [])).join(''),
  };
};

const ask = (command: string, heard: string) => {
  const it = talk();
  it.send(command);
  it.hears(heard);
  return { replies: it.replies().map(({ lines, result }) => ({ lines, result })), unasked: it.unasked() };
};

describe('one command and its reply', () => {
  it.each(['\r\n', '\n', '\r', '\r\r\n'])('reads lines that end in %j, echo or none', (end) => {
    const reply = ['', '+CSQ: 18,99', '', 'OK', ''].join(end);
    const expected = { replies: [{ lines: ['+CSQ: 18,99'], result: 'OK' }], unasked: [] };
    expect(ask('AT+CSQ', reply)).toEqual(expected);
    expect(ask('AT+CSQ', `AT+CSQ\r${reply}`)).toEqual(expected);
    expect(ask('AT+CSQ', `AT+CSQ${end}${reply}`)).toEqual(expected);
  });

  it('knows an echo behind an unsolicited line, cut by one, or without its first characters', () => {
    const expected = { replies: [{ lines: ['MF627'], result: 'OK' }], unasked: ['RING'] };
    expect(ask('AT+CGMM', '\r\nRING\r\nAT+CGMM\r\r\nMF627\r\n\r\nOK\r\n')).toEqual(expected);
    expect(ask('AT+CGMM', 'AT+C\r\nRING\r\nGMM\r\r\nMF627\r\n\r\nOK\r\n')).toEqual(expected);
    expect(ask('AT+CGMM', 'CGMM\r\r\nRING\r\nMF627\r\n\r\nOK\r\n')).toEqual(expected);
  });

  it.each([
    ['ERROR', { kind: 'error' }],
    ['COMMAND NOT SUPPORT', { kind: 'error' }],
    ['+CME ERROR: 14', { kind: 'cme', text: '14', code: 14 }],
    ['+CME ERROR: SIM busy', { kind: 'cme', text: 'SIM busy' }],
    ['+CMS ERROR: 500', { kind: 'cms', text: '500', code: 500 }],
  ])('ends with %s', (result, end) => {
    const it = talk();
    it.send('AT+CPIN?');
    it.hears(`\r\n${result}\r\n`);
    expect(it.replies()).toEqual([{ command: 'AT+CPIN?', lines: [], end, ok: false, result }]);
  });

  it.each([
    ['NO CARRIER', 'no-carrier'],
    ['BUSY', 'busy'],
    ['NO ANSWER', 'no-answer'],
    ['NO DIALTONE', 'no-dialtone'],
    ['NO DIAL TONE', 'no-dialtone'],
  ])('ends a call, and no other command, with %s', (result, kind) => {
    const dial = talk();
    dial.send('ATD*99***1#');
    dial.hears(`\r\n${result}\r\n`);
    expect(dial.replies()).toMatchObject([{ end: { kind }, ok: false, result }]);
    expect(ask('AT', `\r\n${result}\r\n\r\nOK\r\n`)).toEqual({
      replies: [{ lines: [], result: 'OK' }],
      unasked: [result],
    });
  });

  it('tells results that nobody asked for as unsolicited lines', () => {
    const it = talk();
    it.hears('\r\nNO CARRIER\r\n\r\nOK\r\n');
    expect(it.unasked()).toEqual(['NO CARRIER', 'OK']);
    it.send('AT');
    expect(it.replies()).toEqual([]);
  });

  it('drops what cannot be printed, and lines that no modem says', () => {
    expect(ask('AT', '\x00\x80\xff\r\n\x00O\x01K\r\n').replies).toEqual([{ lines: [], result: 'OK' }]);
    expect(ask('ATI', `${'x'.repeat(longestLine + 1)}\r\nZTE\r\nOK\r\n`).replies).toEqual([
      { lines: ['ZTE'], result: 'OK' },
    ]);
  });

  it('reads no result out of PPP frames and tells once that the modem is in data mode', () => {
    const heard = ask('AT', `${ppp}${ppp}\r\nOK\r\n`);
    expect(heard).toEqual({ replies: [{ lines: [], result: 'OK' }], unasked: [dataModeNotice] });
    expect(ask('AT', '\x7e\xff\x7d\x23cut off\r\nOK\r\n').replies).toHaveLength(1);
    expect(ask('ATI', '\x7e\xff\x7d\x23one\x7e\xff\x7d\x23two\x7e\r\nZTE\r\nOK\r\n').replies[0]?.lines).toEqual([
      'ZTE',
    ]);
    expect(ask('ATI', 'a~b}c\r\nOK\r\n').replies[0]?.lines).toEqual(['a~b}c']);
  });

  it('answers a prompt only when it is armed', () => {
    const armed = talk();
    armed.send('AT+CMGS=23', '0011000B91');
    armed.hears('\r\n> ');
    expect(armed.wrote()).toEqual(['AT+CMGS=23\r', '0011000B91\x1a']);
    armed.hears('0011000B91\x1a\r\n+CMGS: 5\r\n\r\nOK\r\n');
    expect(armed.replies()).toMatchObject([{ lines: ['+CMGS: 5'], result: 'OK' }]);
    const plain = talk();
    plain.send('AT');
    plain.hears('\r\n> \r\nOK\r\n');
    expect(plain.wrote()).toEqual(['AT\r']);
    expect(plain.replies()).toHaveLength(1);
  });

  it('leaves a prompt that nobody answered in time before it asks anything else', () => {
    const it = talk();
    it.send('AT+CMGS=23', '0011');
    it.limitPasses();
    it.send('AT');
    expect(it.wrote()).toEqual(['AT+CMGS=23\r', '\x1b', 'AT+CRC?\r']);
  });

  it('reads no result out of a short message', () => {
    const heard = ask('AT+CSQ', '\r\n+CMT: "+447700900123",,"26/01/01"\r\nERROR\r\n+CSQ: 9,99\r\n\r\nOK\r\n');
    expect(heard.replies).toEqual([{ lines: ['+CSQ: 9,99'], result: 'OK' }]);
    expect(heard.unasked).toHaveLength(1);
  });

  it('replies closed when the port goes, and from then on', () => {
    const it = talk();
    it.send('AT');
    it.closes();
    it.send('AT');
    it.hears('OK\r\n');
    expect(it.replies().map((reply) => reply.result)).toEqual(['closed', 'closed']);
  });
});

describe('CONNECT', () => {
  it.each(['\r\n', '\n', '\r', '\r\r\n'])(
    'hands on every byte behind a line that ends in %j, wherever it is cut',
    (end) => {
      const wire = bytesOf(`\r\nCONNECT 7200000${end}${ppp}\r\nOK\r\n`);
      for (let cut = 0; cut <= wire.length; cut += 1) {
        const it = talk();
        it.send('ATD*99#');
        it.hearsBytes(wire.subarray(0, cut));
        it.hearsBytes(wire.subarray(cut));
        expect(it.replies()).toMatchObject([{ end: { kind: 'connect', text: 'CONNECT 7200000' }, ok: true }]);
        expect(it.data()).toBe(`${ppp}\r\nOK\r\n`);
      }
    },
  );
});

describe('bytes behind CONNECT that begin with CR', () => {
  it('are handed on', () => {
    const it = talk();
    it.send('ATD*99#');
    it.hears('\r\nCONNECT\r\r');
    it.hears('~data');
    expect(it.data()).toBe('\r~data');
  });
});

describe('late replies', () => {
  it('asks its own query before the next command and swallows what comes late', () => {
    const it = talk();
    it.send('AT+COPS=0');
    it.limitPasses();
    it.send('AT+CPIN="1234"');
    expect(it.wrote()).toEqual(['AT+COPS=0\r', 'AT+CRC?\r']);
    it.hears('\r\nOK\r\n');
    it.hears('\r\n+CRC: 0\r\n\r\nOK\r\n');
    expect(it.wrote()[2]).toBe('AT+CPIN="1234"\r');
    it.hears('\r\nERROR\r\n');
    expect(it.replies().map(({ command, result }) => [command, result])).toEqual([
      ['AT+COPS=0', 'timeout'],
      ['AT+CPIN=<hidden>', 'ERROR'],
    ]);
  });

  it('needs no query when the one result that was owed has come', () => {
    const it = talk();
    it.send('AT+CGMM');
    it.limitPasses();
    it.hears('\r\nMF627\r\n\r\nOK\r\n');
    it.send('AT');
    expect(it.wrote()).toEqual(['AT+CGMM\r', 'AT\r']);
    expect(it.unasked()).toEqual([]);
  });

  it('knows a query of the round before by its own marker', () => {
    const it = talk(startDialogue(1_000));
    it.send('AT+CSQ');
    it.limitPasses();
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    it.limitPasses();
    it.send('AT+CGMM');
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    it.hears('\r\n+CSQ: 1,99\r\n\r\nOK\r\n');
    it.hears('\r\n+CRC: 0\r\n\r\nOK\r\n');
    expect(it.wrote()).toEqual(['AT+CMEE?\r', 'AT+CMEE?\r', 'AT+CSQ\r', 'AT+CRC?\r', 'AT+CGMM\r']);
    expect(it.replies().map(({ result }) => result)).toEqual(['timeout']);
    it.hears('\r\nMF627\r\n\r\nOK\r\n');
    expect(it.replies()).toMatchObject([{ result: 'timeout' }, { lines: ['MF627'], result: 'OK' }]);
  });

  it('gives a command that asks the same as the query its answer', () => {
    const it = talk(startDialogue(1_000));
    it.send('AT+CMEE?');
    it.limitPasses();
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    expect(it.replies()).toMatchObject([{ lines: ['+CMEE: 1'], result: 'OK' }]);
    it.send('AT');
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    expect(it.replies()).toHaveLength(1);
  });

  it('is not hurt by what a port still has to say when it is opened', () => {
    const it = talk(startDialogue(1_000));
    it.hears('\x00\x00\r\nNO CARRIER\r\n');
    it.send('ATD*99#');
    it.hears('\r\nNO CARRIER\r\n\r\nERROR\r\n\r\n+CMEE: 1\r\n\r\nOK\r\n');
    expect(it.replies()).toEqual([]);
    it.hears('\r\nCONNECT\r\n');
    expect(it.replies()).toMatchObject([{ end: { kind: 'connect' } }]);
  });

  it('counts results with a modem that refuses the query, and takes silence for the end when some are missing', () => {
    const it = talk();
    it.send('AT');
    it.limitPasses();
    it.send('ATE0');
    it.hears('\r\nERROR\r\n');
    expect(it.wrote()).toEqual(['AT\r', 'AT+CRC?\r']);
    it.limitPasses();
    expect(it.wrote()[2]).toBe('ATE0\r');
  });

  it('loses no time with a modem that refuses the query when the port is fresh', () => {
    const it = talk(startDialogue(1_000));
    it.send('ATE0');
    it.hears('\r\n+CME ERROR: 11\r\n');
    expect(it.wrote()).toEqual(['AT+CMEE?\r', 'ATE0\r']);
  });

  it('does not write a command whose limit passes while nothing answers', () => {
    const it = talk();
    it.send('AT');
    it.limitPasses();
    it.send('AT+CFUN=1');
    for (let probes = 0; probes < 5; probes += 1) it.limitPasses();
    expect(it.replies().map(({ result }) => result)).toEqual(['timeout', 'timeout']);
    expect(it.wrote().join('')).not.toContain('CFUN');
  });

  it('does not write a command that nobody wants any more', () => {
    const it = talk(startDialogue(1_000));
    it.send('ATD*99#');
    it.withdraws();
    it.hears('\r\n+CMEE: 1\r\n\r\nOK\r\n');
    expect(it.wrote()).toEqual(['AT+CMEE?\r']);
    it.send('AT');
    expect(it.wrote()[1]).toBe('AT\r');
  });
});

describe('whatever the wire does', () => {
  const exchanges = fc.constantFrom(
    { command: 'AT', lines: [], result: 'OK' },
    { command: 'ATE0+CPMS?', lines: ['+CPMS: "SM",0,20,"SM",0,20'], result: 'OK' },
    { command: 'AT+CREG?', lines: ['+CREG: 2,1,"00C3","0A1B"'], result: 'OK' },
    { command: 'AT+CGMM', lines: ['MF627'], result: 'OK' },
    { command: 'AT+CREG?;+CGREG?', lines: ['+CREG: 0,1', '+CGREG: 0,5'], result: 'OK' },
    { command: 'ATI', lines: ['Manufacturer: ZTE', 'Model: MF627'], result: 'OK' },
    { command: 'AT+CPIN?', lines: [], result: '+CME ERROR: 14' },
    { command: 'AT+CEER', lines: ['+CEER: No cause'], result: 'OK' },
    { command: 'ATD*99***1#', lines: [], result: 'NO CARRIER' },
  );
  const noiseLines = fc.constantFrom(
    'RING',
    '+CREG: 1',
    '+CREG: 1,"00C3","0A1B"',
    '+CGREG: 5',
    '+ZUSIMR:2',
    '^RSSI:18',
    '+ZPASR: "UMTS"',
    '+CMTI: "SM",3',
    '*PSUTTZ: 26,1,1',
    '%NWTIME: 1',
    '$QCX: 1',
    'RDY',
  );
  const junk = fc.oneof(
    fc
      .array(fc.oneof(fc.integer({ min: 0x80, max: 0xfe }), fc.constantFrom(0, 1, 0x1b, 0x7f)), { maxLength: 6 })
      .map((it) => textOf(Uint8Array.from(it))),
    fc.constantFrom(ppp, ppp + ppp),
  );
  const noise = fc.array(
    fc.oneof(
      noiseLines.map((line) => `\r\n${line}\r\n`),
      junk,
    ),
    { maxLength: 3 },
  );
  const ends = fc.constantFrom('\r\n', '\n', '\r', '\r\r\n');

  /** One exchange as it may arrive: an echo or none, noise before each of its lines. */
  const transcript = fc.record({
    exchange: exchanges,
    end: ends,
    echo: fc.boolean(),
    noises: fc.array(noise, { minLength: 5, maxLength: 5 }),
  });
  const wireOf = ({ exchange, end, echo, noises }: typeof transcript extends fc.Arbitrary<infer T> ? T : never) =>
    [
      ...(echo ? [`${exchange.command}\r`] : []),
      ...[...exchange.lines, exchange.result].map((line) => `${end}${line}${end}`),
    ]
      .map((piece, index) => `${(noises[index] ?? []).join('')}${piece}`)
      .join('');
  const cutUp = (wire: string, sizes: readonly number[]): readonly string[] => {
    const pieces: string[] = [];
    for (let at = 0, turn = 0; at < wire.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      pieces.push(wire.slice(at, at + size));
      at += size;
    }
    return pieces;
  };
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 });

  it('cuts, echo and noise never change what is read', () => {
    fc.assert(
      fc.property(fc.array(transcript, { minLength: 1, maxLength: 5 }), sizes, (transcripts, cuts) => {
        const it = talk();
        for (const one of transcripts) {
          it.send(one.exchange.command);
          for (const piece of cutUp(wireOf(one), cuts)) it.hears(piece);
        }
        const read = it.replies().map(({ command, lines, result }) => ({ command, lines, result }));
        expect(read).toEqual(transcripts.map(({ exchange }) => exchange));
        const said = it.unasked().filter((line) => line !== dataModeNotice);
        const noises = transcripts.flatMap(({ exchange, echo, noises }) =>
          noises.slice(0, exchange.lines.length + (echo ? 2 : 1)).flat(),
        );
        expect(said).toEqual(noises.filter((piece) => piece.startsWith('\r\n')).map((piece) => piece.trim()));
      }),
      { numRuns: 300 },
    );
  });

  it('takes a hundred thousand bytes of anything and stays small', () => {
    const scraps = [
      '\r\nOK\r\n',
      '\r\n',
      '>',
      '\r\n+CRC: 0\r\n',
      '\r\n+CMEE: 1\r\n',
      'ERROR\r',
      '+CMT: 1\r\n',
      '\x7e\xff\x7d\x23',
      '\x7e',
      'ATI\r',
      'NO CARRIER\r\n',
      '\r\nZTE: x\r\n',
    ];
    const piece = fc.oneof(
      { weight: 3, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) },
      { weight: 1, arbitrary: fc.uint8Array({ minLength: 2_000, maxLength: 20_000, min: 0x20, max: 0x7d }) },
      { weight: 2, arbitrary: fc.constantFrom(...scraps).map(bytesOf) },
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 30, maxLength: 60 }), fc.boolean(), (pieces, fresh) => {
        const it = talk(fresh ? startDialogue(1_000) : settled);
        let heard = 0;
        for (let round = 0; heard < 100_000; round += 1) {
          const bytes = pieces[round % pieces.length] ?? new Uint8Array(1);
          heard += bytes.length;
          if (round % 7 === 0 && it.state().phase.kind === 'idle') it.send('ATI', 'x');
          if (round % 31 === 0) it.limitPasses();
          it.hearsBytes(bytes);
          const { text } = it.state().splitter;
          expect(text.length).toBeLessThanOrEqual(longestLine);
        }
        expect(JSON.stringify(it.state()).length).toBeLessThan(400_000);
      }),
      { numRuns: 10 },
    );
  });

  it('keeps no more of an answer than any modem has to say', () => {
    const it = talk();
    it.send('ATI');
    for (let line = 0; line < 6; line += 1) it.hears(`${'y'.repeat(60_000)}\r\n`);
    for (let line = 0; line < 3_000; line += 1) it.hears('z\r\n');
    expect(JSON.stringify(it.state()).length).toBeLessThan(300_000);
    it.hears('OK\r\n');
    expect(it.replies()[0]?.lines.length).toBeLessThanOrEqual(2_000);
  });
});
