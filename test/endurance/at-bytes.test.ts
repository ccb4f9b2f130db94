import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { atCommand } from '../../core/at/at-command.js';
import type { AtReply } from '../../core/at/at-reply.js';
import type { SerialLink } from '../../core/at/byte-stream.js';
import { longestLine } from '../../core/at/line-splitter.js';
import { openAtChannel } from '../../core/at/open-at-channel.js';
import { VirtualClock } from '../../core/sim/virtual-clock.js';
import { heapAfterGc, heapMayGrow } from '../heap.js';
import { aMillion, type Dice, dice, seed } from './dice.js';

/**
 * A modem on a very bad line: before, within and behind its answers come random bytes, it answers late, twice as late, or never. Each true
 * answer carries the number of its command in its line and in its result, so that one given to another command is seen.
 */
const limits = { command: 1_500, probe: 1_000 };
const probes: Readonly<Record<string, string>> = {
  'AT+CMEE?': '\r\n+CMEE: 1\r\n\r\nOK\r\n',
  'AT+CRC?': '\r\n+CRC: 0\r\n\r\nOK\r\n',
};

const badLine = (clock: VirtualClock, luck: Dice) => {
  const said$ = new Subject<Uint8Array>();
  let busyUntil = 0;
  let noisyBytes = 0;
  const noise = (): string => {
    const sort = luck.below(200);
    if (sort < 40) return '';
    if (sort < 60)
      return luck.pick(['\r\nRING\r\n', '\r\n+CREG: 1\r\n', '\r\nNO CARRIER\r\n', '\x7e\xff\x7d\x23\xc0\x21']);
    // What another command was answered, said once more and with no result behind it.
    if (sort < 70) return `\r\n+X${luck.below(500)}: again\r\n`;
    if (sort === 199) return 'x'.repeat(longestLine + 1);
    const bytes = luck.bytes(luck.below(700));
    noisyBytes += bytes.length;
    return Buffer.from(bytes).toString('latin1');
  };
  const answer = (line: string): string => {
    const number = /^AT\+X(\d+)$/.exec(line)?.[1];
    if (number === undefined) return probes[line] ?? '\r\nERROR\r\n';
    return `\r\n+X${number}: ${number}\r\n${noise()}\r\n+CME ERROR: ${number}\r\n`;
  };
  const hears = (line: string): void => {
    const takes = luck.once(12) ? luck.pick([1_200, 4_000]) : luck.below(40);
    busyUntil = Math.max(clock.now(), busyUntil) + takes;
    if (luck.once(20)) return;
    const echo = luck.once(2) ? `${line}\r` : '';
    const wire = Buffer.from(`${noise()}${echo}${noise()}${answer(line)}${noise()}`, 'latin1');
    clock.schedule(() => {
      for (const piece of luck.cut(wire, 60)) said$.next(piece);
    }, busyUntil - clock.now());
  };
  const link: SerialLink = {
    path: 'a bad line',
    bytes$: said$,
    write: (bytes) => hears(Buffer.from(bytes).toString('latin1').replace(/\r$/, '')),
    close: async () => said$.complete(),
  };
  return { link, noisyBytes: () => noisyBytes };
};

/** Asks one command after the other until the line has made so much noise; what came of each is counted and then forgotten. */
const asking = () => {
  const clock = new VirtualClock();
  const luck = dice(seed);
  const { link, noisyBytes } = badLine(clock, luck);
  const channel = openAtChannel({ link, port: 1, clock, limits, report: () => undefined });
  const count = { asked: 0, answered: 0, late: 0, withdrawn: 0 };
  const wrong: AtReply[] = [];

  const judge = (number: number, reply: AtReply): void => {
    const signed = reply.lines.filter((line) => line.startsWith('+X'));
    if (reply.result === 'timeout') count.late += 1;
    else count.answered += 1;
    const own = reply.result === 'timeout' || reply.result === `+CME ERROR: ${number}`;
    const lines = signed.every((line) => line === `+X${number}: ${number}` || line === `+X${number}: again`);
    const whole = reply.result === 'timeout' || signed.includes(`+X${number}: ${number}`);
    if (!own || !lines || !whole || reply.command !== `AT+X${number}`) wrong.push(reply);
  };
  const ask = async (): Promise<void> => {
    const number = count.asked;
    count.asked += 1;
    let over = false;
    const asked = channel.send(atCommand(`AT+X${number}`)).subscribe({
      next: (reply) => judge(number, reply),
      complete: () => {
        over = true;
      },
    });
    if (luck.once(20)) {
      await clock.run({ limitMs: luck.below(60) });
      if (!over) count.withdrawn += 1;
      asked.unsubscribe();
    } else await clock.run({ until: () => over, limitMs: 60_000 });
    expect(asked.closed, `command ${number}, seed ${seed}`).toBe(true);
  };
  return {
    until: async (bytes: number): Promise<void> => {
      while (noisyBytes() < bytes) await ask();
    },
    close: () => channel.close(),
    clock,
    count,
    wrong,
  };
};

describe('a million random bytes on the command port', () => {
  it('never give a reply to another command, end every command, and are not kept', async () => {
    const run = asking();
    await run.until(aMillion / 10);
    const before = await heapAfterGc();
    await run.until(aMillion);
    const grown = (await heapAfterGc()) - before;
    expect(run.wrong, `seed ${seed}`).toEqual([]);
    expect(run.count.answered, `seed ${seed}`).toBeGreaterThan(run.count.asked / 2);
    expect(Math.min(run.count.late, run.count.withdrawn), `seed ${seed}`).toBeGreaterThan(10);
    expect(grown, `seed ${seed}`).toBeLessThan(heapMayGrow);
    await run.close();
    await run.clock.run();
    expect(run.clock.booked).toBe(0);
  });
});
