/**
 * Values as they stand in a body, by signature: b boolean; y n q i u d number; x t bigint; s o g string; ay Uint8Array; a{kv} a plain object
 * (integer keys as their decimal text); other a… an array; (…) an array; v a Variant. The wire turns them into what dbus-next wants and back.
 */
export interface Variant {
  readonly signature: string;
  readonly value: unknown;
}
export const variant = (signature: string, value: unknown): Variant => ({ signature, value });
/** `a{sv}` */
export type Dict = Readonly<Record<string, Variant>>;

/** An error as it goes over the bus: a name such as `org.freedesktop.ModemManager1.Error.Core.WrongState` and a sentence. */
export class DbusError extends Error {
  override readonly name = 'DbusError';
  constructor(
    readonly errorName: string,
    message: string,
  ) {
    super(message);
  }
}
/** `Core.WrongState` and the like, as ModemManager names them. */
export const modemError = (nick: string, message: string): DbusError =>
  new DbusError(`org.freedesktop.ModemManager1.Error.${nick}`, message);
/** `UnknownMethod`, `InvalidArgs` and the like, as the bus itself names them. */
export const busError = (nick: string, message: string): DbusError =>
  new DbusError(`org.freedesktop.DBus.Error.${nick}`, message);
