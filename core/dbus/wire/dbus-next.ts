import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';

/**
 * What is used of dbus-next 0.10.2: its handshake, and the step from bytes to messages and back. Its MessageBus above them is not: it
 * forgets who owns a name, answers with stacks, never notices that the bus has gone and lets calls hang for ever. Nor are its
 * converters of values: they know no dictionary with integer keys. Its own types cover none of this.
 */
export const { handshake, marshall, unmarshalMessages, parseSignature, collapseSignature, Message } = ((): DbusNext => {
  const load = createRequire(import.meta.url);
  return {
    handshake: load('dbus-next/lib/handshake.js'),
    ...load('dbus-next/lib/message.js'),
    ...load('dbus-next/lib/signature.js'),
    ...load('dbus-next/lib/message-type.js'),
  };
})();

interface DbusNext {
  /** Authenticates as the user of this process on a connected stream. */
  readonly handshake: (
    stream: Duplex,
    options: { readonly authMethods: readonly string[] },
    done: (error: unknown) => void,
  ) => void;
  readonly marshall: (frame: Frame) => readonly [bytes: Buffer, fds: unknown[]];
  readonly unmarshalMessages: (stream: ByteSource, onFrame: (frame: Frame) => void) => void;
  readonly parseSignature: (signature: string) => SignatureType[];
  readonly collapseSignature: (type: SignatureType) => string;
  /** Its constructor throws where a name or path is none: the bus would cut us off for it. */
  readonly Message: new (
    frame: Frame,
  ) => Frame;
}

/** What the parser asks of a stream. */
export interface ByteSource {
  on(event: 'readable', listener: () => void): unknown;
  /** As Node's streams: null while there are fewer. `fds` are the descriptors that came along. */
  read(size: number): (Buffer & { readonly fds: { readonly length: number } }) | null;
}

/** A complete type: `{ type: 'a', child: [{ type: 'u', child: [] }] }` is `au`. */
export interface SignatureType {
  readonly type: string;
  readonly child: readonly SignatureType[];
}

/** One message, with its body as dbus-next marshals it: a dictionary as a list of pairs, a variant as (signature, value). */
export interface Frame {
  readonly type: number;
  readonly serial: number;
  readonly flags?: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly destination?: string;
  readonly sender?: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

export const frameType = { call: 1, reply: 2, error: 3, signal: 4 } as const;
/** Flag: the caller wants no answer. */
export const noReplyExpected = 1;
