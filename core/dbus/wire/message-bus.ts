import type { OutgoingCall } from './bus.js';

/** The bus itself, as a destination and as the sender of its signals: nobody else can send under this name. */
export const messageBus = 'org.freedesktop.DBus';

/** A call to the bus itself. */
export const toMessageBus = (member: string, signature = '', body: readonly unknown[] = []): OutgoingCall => ({
  destination: messageBus,
  path: '/org/freedesktop/DBus',
  interface: messageBus,
  member,
  signature,
  body,
  limitMs: messageBusLimit,
});

/** It answers at once, or is about to go. Milliseconds. */
const messageBusLimit = 10_000;

/** Whether a name belongs to one connection for as long as that lives, and stands as the sender in what it sends. */
export const isUniqueName = (name: string): boolean => name.startsWith(':') || name === messageBus;
