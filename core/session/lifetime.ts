/** What belongs to a lifetime is given back in the opposite order in which it was taken, one at a time, never throwing. */
export class Lifetime {
  readonly #closers: (() => unknown)[] = [];
  #closing: Promise<void> | undefined;

  /** `close` may be asynchronous: nothing taken before it is closed until it has resolved. */
  readonly defer = (close: () => unknown): void => {
    this.#closers.push(close);
  };

  /** Closes everything; what is deferred meanwhile is closed too. A second call waits for the first. */
  readonly close = (): Promise<void> => {
    this.#closing ??= this.#closeAll().finally(() => {
      this.#closing = undefined;
    });
    return this.#closing;
  };

  async #closeAll(): Promise<void> {
    for (let close = this.#closers.pop(); close; close = this.#closers.pop()) {
      try {
        await close();
      } catch {
        // A closer that fails has nothing left to give back; the others must still run.
      }
    }
  }
}
