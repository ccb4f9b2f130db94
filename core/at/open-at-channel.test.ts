import fc from 'fast-check';
import { concatMap, from, merge, VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { FactBody } from '../facts/fact.js';
import { atCommand, pinCommand } from './at-command.js';
import type { AtReply } from './at-reply.js';
import type { Tty } from './byte-stream.js';
import { bytesOf, type Fate, fakeModem, fakePort, textOf } from './fake-port.test.helper.js';
import { openAtChannel } from './open-at-channel.js';

const limits = { command: 5_000, probe: 1_000 };

/** A channel over a port whose modem answers our own query at once and everything else as told. */
const open = (
  answers: Readonly<Record<string, string>> = {},
  unsolicited?: (line: string) => 'report' | 'drop',
  tty?: Tty,
) => {
  const clock = new VirtualTimeScheduler();
  const facts: FactBody[] = [];
  const port = fakePort((line) => {
    const answer = { 'AT+CMEE?': '\r\n+CMEE: 1\r\n\r\nOK\r\n', ...answers }[line];
    if (answer !== undefined) clock.schedule(() => port.says(answer), 20);
  });
  const channel = openAtChannel({
    link: { ...port.link, ...(tty === undefined ? {} : { tty }) },
    port: 1,
    clock,
    limits,
    report: (fact) => facts.push(fact),
    ...(unsolicited === undefined ? {} : { unsolicited }),
  });
  const replies: AtReply[] = [];
  const send = (line: string, limitMs?: number) =>
    channel.send(atCommand(line), limitMs === undefined ? {} : { limitMs }).subscribe((reply) => replies.push(reply));
  return {
    clock,
    facts,
    port,
    channel,
    replies,
    send,
    results: () => replies.map((it) => `${it.command} ${it.result}`),
  };
};

describe('openAtChannel', () => {
  it('lends its tty on where it has one; a port that was handed over takes nothing more, and has not gone', async () => {
    expect('tty' in open().channel.data()).toBe(false);
    const letGo = () => undefined;
    const tty: Tty = { path: '/dev/ttyUSB2', handOver: () => Promise.resolve(letGo) };
    const it = open({ ATD: '\r\nCONNECT\r\n' }, undefined, tty);
    it.send('ATD');
    it.clock.flush();
    const data = it.channel.data();
    const gone: string[] = [];
    it.channel.gone$.subscribe({ next: () => gone.push('gone'), complete: () => gone.push('over') });
    const heard: Uint8Array[] = [];
    data.bytes$.subscribe((bytes) => heard.push(bytes));
    expect(data.tty?.path).toBe('/dev/ttyUSB2');
    const given = data.tty?.handOver();
    it.port.says('\r\nNO CARRIER\r\n');
    data.write(bytesOf('~'));
    it.send('AT');
    expect(await given).toBe(letGo);
    expect(it.facts.at(-1)).toEqual({ fact: 'port.handed-over', port: 1, to: 'pppd' });
    expect(it.results()).toEqual(['ATD CONNECT', 'AT closed']);
    expect([heard, gone, it.port.written.includes('~')]).toEqual([[], ['over'], false]);
    await it.channel.close();
    expect(it.port.closedTimes()).toBe(1);
  });

  it('says nothing of a hand-over that failed', async () => {
    const it = open({}, undefined, { path: '', handOver: () => Promise.reject(new Error('no such tty')) });
    await expect(it.channel.data().tty?.handOver()).rejects.toThrow('no such tty');
    expect(it.facts).toEqual([]);
  });

  it('sends one command at a time, in order, and measures each', () => {
    const it = open({ AT: '\r\nOK\r\n', 'AT+CSQ': '\r\n+CSQ: 18,99\r\n\r\nOK\r\n' });
    it.send('AT');
    it.send('AT+CSQ');
    expect(it.port.written).toEqual(['AT+CMEE?\r']);
    it.clock.flush();
    expect(it.port.written).toEqual(['AT+CMEE?\r', 'AT\r', 'AT+CSQ\r']);
    expect(it.replies.map(({ result, lines, ms }) => ({ result, lines, ms }))).toEqual([
      { result: 'OK', lines: [], ms: 20 },
      { result: 'OK', lines: ['+CSQ: 18,99'], ms: 20 },
    ]);
  });

  it('is cold: sends once for each subscription, and the next from inside a reply', () => {
    const it = open({ AT: '\r\nOK\r\n' });
    const ask$ = it.channel.send(atCommand('AT'));
    expect(it.port.written).toEqual([]);
    from([1, 2])
      .pipe(concatMap(() => ask$))
      .subscribe((reply) => it.replies.push(reply));
    it.clock.flush();
    expect(it.replies).toHaveLength(2);
    expect(it.port.written).toEqual(['AT+CMEE?\r', 'AT\r', 'AT\r']);
  });

  it('tells all that was said before it sends what a reply gave rise to', () => {
    const it = open({ AT: '\r\nOK\r\n\r\nRING\r\n', ATI: '\r\nOK\r\n' });
    it.channel
      .send(atCommand('AT'))
      .pipe(concatMap(() => it.channel.send(atCommand('ATI'))))
      .subscribe((reply) => it.replies.push(reply));
    it.clock.flush();
    expect(it.results()).toEqual(['ATI OK']);
    expect(it.facts.map(({ fact }) => fact).slice(3, 6)).toEqual(['at.replied', 'at.unsolicited', 'at.sent']);
  });

  it('replies timeout after the limit for a command, or its own', () => {
    const it = open({ 'AT+SLOW': '' });
    it.send('AT+SLOW', 60_000);
    it.clock.flush();
    expect(it.replies).toMatchObject([{ result: 'timeout', ok: false, end: { kind: 'timeout' }, ms: 60_000 }]);
    const other = open();
    other.send('AT+NEVER');
    other.clock.flush();
    expect(other.replies).toMatchObject([{ result: 'timeout', ms: 5_000 }]);
  });

  it('replies timeout, with all the time that passed, to a command that could never be written', () => {
    const it = open({ 'AT+CMEE?': '' });
    it.send('AT+NEVER');
    it.clock.flush();
    expect(it.replies).toMatchObject([{ result: 'timeout', ms: 5_000 }]);
    expect(it.facts.filter((fact) => fact.fact === 'at.sent' && fact.command === 'AT+NEVER')).toEqual([]);
  });

  it('reports what is sent, replied and said unasked, without secrets', () => {
    const it = open({ 'AT+CPIN="4711"': '\r\n+CME ERROR: 16\r\n', 'AT+CIMI': '\r\n234201234567890\r\n\r\nOK\r\n' });
    it.channel.send(pinCommand('4711')).subscribe();
    it.send('AT+CIMI');
    it.clock.flush();
    it.port.says('\r\n+CLIP: "+447700900123",145\r\n');
    expect(it.facts.slice(2)).toEqual([
      { fact: 'at.sent', port: 1, command: 'AT+CPIN=<hidden>' },
      {
        fact: 'at.replied',
        port: 1,
        command: 'AT+CPIN=<hidden>',
        lines: [],
        result: '+CME ERROR: 16',
        ok: false,
        code: 16,
        ms: 20,
      },
      { fact: 'at.sent', port: 1, command: 'AT+CIMI' },
      { fact: 'at.replied', port: 1, command: 'AT+CIMI', lines: ['<hidden>'], result: 'OK', ok: true, ms: 20 },
      { fact: 'at.unsolicited', port: 1, line: '<hidden>' },
    ]);
    expect(it.replies[0]?.lines).toEqual(['234201234567890']);
  });

  it('reports its own query like any other command', () => {
    const it = open({ AT: '\r\nOK\r\n' });
    it.send('AT');
    it.clock.flush();
    expect(it.facts.slice(0, 2)).toEqual([
      { fact: 'at.sent', port: 1, command: 'AT+CMEE?' },
      { fact: 'at.replied', port: 1, command: 'AT+CMEE?', lines: ['+CMEE: 1'], result: 'OK', ok: true, ms: 20 },
    ]);
  });

  it('swallows the unsolicited lines that are to be dropped', () => {
    const it = open({}, (line) => (line.startsWith('+ZUSIMR:') ? 'drop' : 'report'));
    const said: string[] = [];
    it.channel.unsolicited$.subscribe((line) => said.push(line));
    it.port.says('\r\n+ZUSIMR:2\r\n\r\nRING\r\n');
    expect(said).toEqual(['RING']);
    expect(it.facts).toEqual([{ fact: 'at.unsolicited', port: 1, line: 'RING' }]);
  });

  it('takes a command out of the queue, or out of its wait for the query, when nobody wants it any more', () => {
    const it = open({ AT: '\r\nOK\r\n' });
    it.send('ATD*99#').unsubscribe();
    const second = it.send('AT');
    it.send('AT+CFUN=0').unsubscribe();
    it.clock.flush();
    expect(second.closed).toBe(true);
    expect(it.results()).toEqual(['AT OK']);
    expect(it.port.written.join('')).not.toMatch(/ATD|CFUN/);
  });

  it('goes on when a command is given up while it runs, and drops its reply', () => {
    const it = open({ 'AT+CSQ': '\r\n+CSQ: 1,99\r\n\r\nOK\r\n', AT: '\r\nOK\r\n' });
    const first = it.send('AT+CSQ');
    it.clock.maxFrames = 25;
    it.clock.flush();
    expect(it.port.written).toEqual(['AT+CMEE?\r', 'AT+CSQ\r']);
    first.unsubscribe();
    it.send('AT');
    it.clock.maxFrames = Number.POSITIVE_INFINITY;
    it.clock.flush();
    expect(it.results()).toEqual(['AT OK']);
    expect(it.port.written).toHaveLength(3);
  });

  it.each(['leaves', 'fails'] as const)('replies closed to all when the port %s, then and later', (how) => {
    const it = open();
    const ends: string[] = [];
    merge(it.channel.gone$, it.channel.gone$).subscribe({
      next: () => ends.push('gone'),
      complete: () => ends.push('over'),
    });
    it.send('AT');
    it.send('ATI');
    it.port[how]();
    it.send('AT+CSQ');
    expect(it.results()).toEqual(['AT closed', 'ATI closed', 'AT+CSQ closed']);
    it.channel.gone$.subscribe({ next: () => ends.push('still told') });
    expect(ends).toEqual(['gone', 'gone', 'over', 'still told']);
    it.clock.flush();
    expect(it.replies).toHaveLength(3);
  });

  it('closes the port, replies closed, and does not call that gone', async () => {
    const it = open();
    const ends: string[] = [];
    it.channel.gone$.subscribe({ next: () => ends.push('gone'), complete: () => ends.push('over') });
    it.send('AT');
    await it.channel.close();
    await it.channel.close();
    expect(it.results()).toEqual(['AT closed']);
    expect(ends).toEqual(['over']);
    expect(it.port.closedTimes()).toBe(2);
  });

  it('does not let an old NO CARRIER that greets the open hurt the first command', () => {
    const it = open({ 'ATD*99#': '\r\nCONNECT\r\n' });
    it.send('ATD*99#');
    it.port.says('\r\nNO CARRIER\r\n');
    it.clock.flush();
    expect(it.results()).toEqual(['ATD*99# CONNECT']);
  });
});

describe('the stream behind CONNECT', () => {
  const called = (): ReturnType<typeof open> => {
    const it = open({ 'ATD*99#': '\r\nCONNECT 7200000\r\n~first' });
    it.send('ATD*99#');
    it.clock.flush();
    return it;
  };

  it('keeps the rest of the CONNECT bytes and all that comes until somebody listens', () => {
    const it = called();
    it.port.says('second');
    const heard: string[] = [];
    const data = it.channel.data();
    const listening = data.bytes$.subscribe((bytes) => heard.push(textOf(bytes)));
    it.port.says('third');
    listening.unsubscribe();
    it.port.says('fourth');
    data.bytes$.subscribe({ next: (bytes) => heard.push(textOf(bytes)), complete: () => heard.push('end') });
    it.port.leaves();
    expect(heard).toEqual(['~first', 'second', 'third', 'fourth', 'end']);
  });

  it('hands what was kept even to one who comes after the end', () => {
    const it = called();
    it.port.leaves();
    const heard: string[] = [];
    it.channel
      .data()
      .bytes$.subscribe({ next: (bytes) => heard.push(textOf(bytes)), complete: () => heard.push('end') });
    expect(heard).toEqual(['~first', 'end']);
  });

  it('writes only between CONNECT and the end, and sends no command any more', () => {
    const early = open();
    early.channel.data().write(bytesOf('~early'));
    expect(early.port.written).toEqual([]);
    const it = called();
    it.channel.data().write(bytesOf('~now'));
    it.send('AT');
    it.port.leaves();
    it.channel.data().write(bytesOf('~late'));
    expect(it.port.written).toEqual(['AT+CMEE?\r', 'ATD*99#\r', '~now']);
    expect(it.results()[1]).toBe('AT closed');
  });
});

describe('a modem that is slow, forgetful and noisy', () => {
  const fate: fc.Arbitrary<Fate> = fc.record({
    afterMs: fc.oneof(fc.constant(20), fc.integer({ min: 0, max: 4_000 })),
    lost: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    echo: fc.boolean(),
    noise: fc.constantFrom(
      '',
      '\r\nRING\r\n',
      '\r\n+CREG: 1\r\n',
      '\x00\xff',
      '\x7e\xff\x7d\x23\xc0\x21\x7e',
      '\r\nNO CARRIER\r\n',
    ),
    cut: fc.integer({ min: 1, max: 40 }),
  });
  /** Every answer names its command, in a line and in its final result. */
  const signed = (line: string): string => {
    const [, number = '0', bare] = /^AT\+X(\d+)(B?)$/.exec(line) ?? [];
    return bare
      ? `\r\nbare ${number}\r\n\r\n+CME ERROR: ${number}\r\n`
      : `\r\n+X${number}: ${number}\r\n\r\n+CME ERROR: ${number}\r\n`;
  };
  const answering = (line: string): string =>
    line === 'AT+CMEE?'
      ? '\r\n+CMEE: 1\r\n\r\nOK\r\n'
      : line === 'AT+CRC?'
        ? '\r\n+CRC: 0\r\n\r\nOK\r\n'
        : signed(line);

  const replyTo = (line: string): string => `+CME ERROR: ${/\d+/.exec(line)?.[0]}`;

  /** Sends ten commands, one after the other or with pauses, and gives the replies. */
  const run = (fates: readonly Fate[], pauses: readonly number[], answerTo: (line: string) => string) => {
    const clock = new VirtualTimeScheduler();
    const port = fakeModem(clock, answerTo, (count) => fates[count % fates.length] as Fate);
    const channel = openAtChannel({
      link: port.link,
      port: 1,
      clock,
      limits: { command: 1_500, probe: 1_000 },
      report: () => undefined,
    });
    const replies: AtReply[] = [];
    for (let number = 1; number <= 10; number += 1) {
      const command = atCommand(`AT+X${number}${number % 3 === 0 ? 'B' : ''}`);
      clock.schedule(
        () => channel.send(command).subscribe((reply) => replies.push(reply)),
        number * (pauses[number % pauses.length] ?? 0),
      );
    }
    clock.flush();
    return replies;
  };
  const expectOwn = (replies: readonly AtReply[]): void => {
    expect(replies).toHaveLength(10);
    for (const reply of replies.filter(({ result }) => result !== 'timeout')) {
      expect(reply.result).toBe(replyTo(reply.command));
      expect(reply.lines).toHaveLength(1);
      expect(reply.lines[0]).toMatch(new RegExp(` ${/\d+/.exec(reply.command)?.[0]}$`));
    }
  };
  const worlds = [
    fc.array(fate, { minLength: 1, maxLength: 40 }),
    fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 5 }),
  ] as const;

  it('never has a reply given to another command', () => {
    fc.assert(
      fc.property(...worlds, (fates, pauses) => expectOwn(run(fates, pauses, answering))),
      { numRuns: 300 },
    );
  });

  it('never has even if it refuses our query, as long as it answers everything in the end', () => {
    const refusing = (line: string): string => (/\+(CMEE|CRC)\?/.test(line) ? '\r\nERROR\r\n' : signed(line));
    fc.assert(
      fc.property(...worlds, (fates, pauses) =>
        expectOwn(
          run(
            fates.map((it) => ({ ...it, lost: false, afterMs: it.afterMs % 900 })),
            pauses,
            refusing,
          ),
        ),
      ),
      { numRuns: 100 },
    );
  });

  it('comes back to a modem that has come to its senses', () => {
    const dead: Fate = { afterMs: 20, lost: true, echo: false, noise: '', cut: 40 };
    const fates = [dead, dead, dead, dead, ...Array.from({ length: 40 }, () => ({ ...dead, lost: false }))];
    const results = run(fates, [2_000], answering).map(({ result }) => result);
    expect(results.slice(0, 2)).toEqual(['timeout', 'timeout']);
    expect(results.slice(3)).not.toContain('timeout');
  });
});
