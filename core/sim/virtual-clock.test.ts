import { delay, firstValueFrom, interval, NEVER, of, take, timeout, timer } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from './virtual-clock.js';

describe('VirtualClock', () => {
  it('does work in order of time, then of insertion', async () => {
    const clock = new VirtualClock();
    const done: string[] = [];
    const note = (what: string) => () => done.push(`${clock.now()} ${what}`);
    clock.schedule(note('late'), 20);
    clock.schedule(note('first'), 10);
    clock.schedule(note('second'), 10);
    clock.schedule(note('now'));
    await clock.run();
    expect(done).toEqual(['0 now', '10 first', '10 second', '20 late']);
  });

  it('drives timer, interval, delay and timeout of RxJS', async () => {
    const clock = new VirtualClock();
    const heard: string[] = [];
    const note = (what: string) => () => heard.push(`${clock.now()} ${what}`);
    timer(15, clock).subscribe(note('timer'));
    interval(10, clock).pipe(take(3)).subscribe(note('interval'));
    of(1).pipe(delay(25, clock)).subscribe(note('delay'));
    NEVER.pipe(timeout({ first: 28, scheduler: clock })).subscribe({ error: note('timeout') });
    await clock.run();
    expect(heard).toEqual(['10 interval', '15 timer', '20 interval', '25 delay', '28 timeout', '30 interval']);
  });

  it('lets promises settle before time goes on', async () => {
    const clock = new VirtualClock();
    const heard: string[] = [];
    const slow = async () => {
      for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      clock.schedule(() => heard.push(`closed at ${clock.now()}`));
    };
    timer(5, clock).subscribe(slow);
    timer(6, clock).subscribe(() => heard.push('six'));
    await clock.run();
    expect(heard).toEqual(['closed at 5', 'six']);
  });

  it('stops at a limit, or when asked to, and goes on from there', async () => {
    const clock = new VirtualClock();
    let ticks = 0;
    const ticking = interval(100, clock).subscribe(() => {
      ticks += 1;
    });
    await clock.run({ limitMs: 250 });
    expect([clock.now(), ticks]).toEqual([250, 2]);
    await clock.run({ until: () => ticks === 5 });
    expect([clock.now(), ticks]).toEqual([500, 5]);
    ticking.unsubscribe();
    await clock.run();
    expect(clock.now()).toBe(500);
  });

  it('forgets what is unsubscribed, and throws what work throws', async () => {
    const clock = new VirtualClock();
    clock
      .schedule(() => {
        throw new Error('not this one');
      }, 1)
      .unsubscribe();
    clock.schedule(() => {
      throw new Error('this one');
    }, 2);
    await expect(clock.run()).rejects.toThrow('this one');
  });

  it('gives values to whoever waits', async () => {
    const clock = new VirtualClock();
    const value = firstValueFrom(timer(60_000, clock));
    await clock.run();
    expect(await value).toBe(0);
  });
});
