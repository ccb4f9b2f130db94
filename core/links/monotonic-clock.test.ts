import { firstValueFrom, timer, timestamp } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { monotonicClock } from './monotonic-clock.js';

describe('monotonic clock', () => {
  it('counts milliseconds of the process, whatever the wall clock does', async () => {
    const wall = vi.spyOn(Date, 'now').mockReturnValue(0);
    const before = performance.now();
    const { timestamp: at } = await firstValueFrom(timer(10, monotonicClock).pipe(timestamp(monotonicClock)));
    wall.mockRestore();
    expect(at).toBeGreaterThan(before + 5);
    expect(at).toBeLessThan(before + 5000);
  });

  it('schedules, repeats and cancels', async () => {
    const seen: number[] = [];
    await new Promise<void>((done) => {
      monotonicClock.schedule(
        function (count = 0) {
          seen.push(count);
          if (count === 2) done();
          else this.schedule(count + 1, 1);
        },
        1,
        0,
      );
      monotonicClock.schedule(() => seen.push(99), 0).unsubscribe();
    });
    expect(seen).toEqual([0, 1, 2]);
  });
});
