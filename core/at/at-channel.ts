import type { Observable } from 'rxjs';
import type { AtCommand } from './at-command.js';
import type { AtReply } from './at-reply.js';
import type { ByteStream } from './byte-stream.js';

/** One port in command mode. */
export interface AtChannel {
  /** USB interface number. */
  readonly port: number;
  /**
   * Cold: each subscription sends once, when its turn comes, and gives one reply (a refusal or a timeout is a reply too, never an error).
   * Unsubscribing takes it out of the queue, or lets its late reply be dropped. `limitMs` defaults to the limit for a command.
   */
  readonly send: (command: AtCommand, options?: { readonly limitMs?: number }) => Observable<AtReply>;
  /** Hot. Lines that belong to no command. */
  readonly unsolicited$: Observable<string>;
  /** Emits once when the port has gone. */
  readonly gone$: Observable<void>;
  /** After CONNECT: the raw stream, from the first byte behind the CONNECT line. The channel sends no command any more. */
  readonly data: () => ByteStream;
  readonly close: () => Promise<void>;
}
