import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';

/**
 * Time that passes only when `run` is called: due work is done in order of time, then of insertion, and the time between is
 * jumped over. After each piece of work one turn of the event loop is given away, so that promises (a port's close, say) settle
 * at the same virtual moment.
 */
export class VirtualClock implements SchedulerLike {
  #now = 0;
  #order = 0;
  #due: Appointment[] = [];

  /** Milliseconds since the clock was made. */
  now(): number {
    return this.#now;
  }

  /** How much work is booked: none once everybody has gone home. */
  get booked(): number {
    return this.#due.length;
  }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    const action = new VirtualAction<T>(work, (run, ms) => this.#book(run, ms));
    return action.schedule(state, delay);
  }

  /**
   * Does the work that is due, and what that work books, until `until` says so, nothing is left, or `limitMs` virtual
   * milliseconds have passed (the clock then stands at that limit). Rejects with what a piece of work throws.
   */
  async run(options: { readonly until?: () => boolean; readonly limitMs?: number } = {}): Promise<void> {
    const end = this.#now + (options.limitMs ?? Number.POSITIVE_INFINITY);
    for (;;) {
      await settle();
      if (options.until?.()) return;
      const next = this.#next();
      if (next === undefined || next.time > end) break;
      this.#due.splice(this.#due.indexOf(next), 1);
      this.#now = next.time;
      next.run();
    }
    if (Number.isFinite(end)) this.#now = end;
  }

  #next(): Appointment | undefined {
    return this.#due.reduce<Appointment | undefined>(
      (first, one) => (first === undefined || earlier(one, first) ? one : first),
      undefined,
    );
  }

  #book(run: () => void, ms: number): Subscription {
    const appointment: Appointment = { time: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#due.push(appointment);
    return new Subscription(() => {
      this.#due = this.#due.filter((one) => one !== appointment);
    });
  }
}

interface Appointment {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
}

const earlier = (a: Appointment, b: Appointment): boolean =>
  a.time < b.time || (a.time === b.time && a.order < b.order);

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** One piece of work, which may book itself again as RxJS's repeating timers do. */
class VirtualAction<T> extends Subscription implements SchedulerAction<T> {
  #appointment: Subscription | undefined;

  constructor(
    private readonly work: (this: SchedulerAction<T>, state?: T) => void,
    private readonly book: (run: () => void, ms: number) => Subscription,
  ) {
    super();
  }

  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    this.#release();
    this.#appointment = this.book(() => this.#run(state), delay);
    this.add(this.#appointment);
    return this;
  }

  #run(state?: T): void {
    this.#release();
    if (!this.closed) this.work.call(this, state);
  }

  /** A repeating timer must not keep what it has already used, or a year of it would fill the memory. */
  #release(): void {
    if (this.#appointment === undefined) return;
    this.remove(this.#appointment);
    this.#appointment.unsubscribe();
    this.#appointment = undefined;
  }
}
