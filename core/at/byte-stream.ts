import type { Observable } from 'rxjs';

/** Bytes both ways: a serial port, a pseudo terminal, or a wire in memory. */
export interface ByteStream {
  /** Hot. What arrives; completes when the far end or the port has gone. Bytes that arrive while nobody listens are kept. */
  readonly bytes$: Observable<Uint8Array>;
  /** Queues bytes. Writing after the end does nothing. */
  readonly write: (bytes: Uint8Array) => void;
  /** The tty under it, where it is one and may be given to another program. */
  readonly tty?: Tty;
}

/** A tty that is open here and can be handed over to a program that opens it by its path. */
export interface Tty {
  readonly path: string;
  /**
   * Closes it here, while DTR stays up: what arrives from now on is the other program's. Resolves, once nothing is read here any more, with what
   * is to be called when that program has it open, or will not open it; the path may be opened again after that.
   */
  readonly handOver: () => Promise<() => void>;
}

/** An open port. */
export interface SerialLink extends ByteStream {
  readonly path: string;
  /** Closes it and drops DTR, which hangs a call up. Resolves when the path may be opened again; safe to call twice. */
  readonly close: () => Promise<void>;
}

/** Opens a port by its path, 8N1, raw, exclusive. One link, then completes; errors with Exit `port-select.busy`, `.not-permitted` or `.no-tty`. */
export type OpenSerial = (path: string) => Observable<SerialLink>;
