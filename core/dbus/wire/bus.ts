import type { Observable } from 'rxjs';

/** A method call that came in. */
export interface IncomingCall {
  /** Unique name of the caller, such as `:1.42`. */
  readonly sender: string;
  readonly path: string;
  /** Absent where the caller named none: the member alone decides then. */
  readonly interface: string | undefined;
  readonly member: string;
  /** Of the body. */
  readonly signature: string;
  readonly body: readonly unknown[];
}

export interface Answer {
  readonly signature: string;
  readonly body: readonly unknown[];
}

/** Gives the answer; rejects with DbusError. Whatever else it rejects with is a bug of ours: the caller hears `Core.Failed` and no stack. */
export type Handler = (call: IncomingCall) => Promise<Answer>;

export interface OutgoingCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature?: string;
  readonly body?: readonly unknown[];
  /** Milliseconds; rejects with DbusError `org.freedesktop.DBus.Error.NoReply` then. */
  readonly limitMs: number;
}

export interface Signal {
  readonly sender: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly signature: string;
  readonly body: readonly unknown[];
}
export type SignalRule = Partial<Pick<Signal, 'sender' | 'path' | 'interface' | 'member'>>;

/**
 * One connection to a message bus: the only thing of Dialtone that knows dbus-next. What dbus-next gets wrong stays inside (integer keys,
 * silent bus death, calls without end, stale name owners, stacks sent to callers).
 */
export interface Bus {
  /** Our unique name. */
  readonly uniqueName: string;
  /** Every call that comes in (Peer's apart) goes to this one handler; set once, before a name is asked for. */
  readonly serve: (handler: Handler) => void;
  /** Resolves with the body of the answer; rejects with DbusError. Never to a name that this connection owns. */
  readonly call: (call: OutgoingCall) => Promise<readonly unknown[]>;
  /** Never throws: a body that does not fit its signature is a bug, and told as one. */
  readonly emit: (signal: Omit<Signal, 'sender'> & { readonly destination?: string }) => void;
  /**
   * Cold: matched on the bus for as long as somebody is subscribed; completes when the connection ends. A well-known name as the sender
   * means its owner, and nobody who says so.
   */
  readonly signals$: (rule: SignalRule) => Observable<Signal>;
  /** Never queued, never replacing: `taken` when somebody else has it. */
  readonly requestName: (name: string) => Promise<'owned' | 'taken'>;
  /** Cold. Emits once when this name has no owner (any more), and completes. */
  readonly vanished$: (name: string) => Observable<void>;
  /** Numeric user of a connection. */
  readonly userOf: (sender: string) => Promise<number>;
  /** Emits once, when the bus is gone, and completes; not when `close` was called. */
  readonly gone$: Observable<void>;
  readonly close: () => Promise<void>;
}
