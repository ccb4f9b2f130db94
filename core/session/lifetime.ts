import type { SchedulerLike } from 'rxjs';

/**
 * What belongs to a lifetime is given back in the opposite order in which it was taken, one at a time, never throwing. What has
 * not been given back within the limit is left behind, so that one closer that hangs holds up neither the next walk nor the end.
 */
export class Lifetime {
  readonly #closers: (() => unknown)[] = [];
  #closing: Promise<void> | undefined;

  constructor(
    private readonly clock: SchedulerLike,
    private readonly limitMs: number,
  ) {}

  /** `close` may be asynchronous: nothing taken before it is closed until it has resolved. */
  readonly defer = (close: () => unknown): void => {
    this.#closers.push(close);
  };

  /** Closes everything; what is deferred meanwhile is closed too. A second call waits for the first. */
  readonly close = (): Promise<void> => {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  };

  async #closeAll(): Promise<void> {
    const late = deadline(this.clock, this.limitMs);
    do {
      await Promise.race([this.#closeLast(), late.passed]);
    } while (this.#closers.length > 0);
    late.cancel();
    this.#closing = undefined;
  }

  async #closeLast(): Promise<void> {
    try {
      await this.#closers.pop()?.();
    } catch {
      // A closer that fails has nothing left to give back; the others must still run.
    }
  }
}

const deadline = (
  clock: SchedulerLike,
  ms: number,
): { readonly passed: Promise<void>; readonly cancel: () => void } => {
  let pass: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    pass = resolve;
  });
  const due = clock.schedule(() => pass(), ms);
  return { passed, cancel: () => due.unsubscribe() };
};
