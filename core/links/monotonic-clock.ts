import { asyncScheduler, type SchedulerLike } from 'rxjs';

/**
 * The clock of real walks: milliseconds since the process began. RxJS's own reads the wall clock, which jumps when the first
 * network connection lets the machine set its time: just when we measure.
 */
export const monotonicClock: SchedulerLike = {
  now: () => performance.now(),
  schedule: asyncScheduler.schedule.bind(asyncScheduler),
};
