import type { Observable } from 'rxjs';

/** Bytes both ways: a serial port, a pseudo terminal, or a wire in memory. */
export interface ByteStream {
  /** Hot. What arrives; completes when the far end or the port has gone. Bytes that arrive while nobody listens are kept. */
  readonly bytes$: Observable<Uint8Array>;
  /** Queues bytes. Writing after the end does nothing. */
  readonly write: (bytes: Uint8Array) => void;
}

/** An open port. */
export interface SerialLink extends ByteStream {
  readonly path: string;
  /** Closes it and drops DTR, which hangs a call up. Resolves when the path may be opened again; safe to call twice. */
  readonly close: () => Promise<void>;
}

/** Opens a port by its path, 8N1, raw, exclusive. One link, then completes; errors with Exit `port-select.busy`, `.not-permitted` or `.no-tty`. */
export type OpenSerial = (path: string) => Observable<SerialLink>;
