/** Where the system bus is when nobody says otherwise. */
const systemBus = 'unix:path=/run/dbus/system_bus_socket';

/** The address asked for, else what the environment says, else the system bus's usual place. */
export const busAddress = (asked: string | undefined): string =>
  asked ?? (process.env.DBUS_SYSTEM_BUS_ADDRESS || systemBus);

/**
 * The socket of a bus address: the first `unix:path=` of its alternatives, with the escapes of the D-Bus specification taken back.
 * Undefined where it has none.
 */
export const socketPath = (address: string): string | undefined => {
  for (const alternative of address.split(';')) {
    const [, path] = /^unix:(?:.*,)?path=([^,]+)/.exec(alternative) ?? [];
    if (path !== undefined) return unescaped(path);
  }
  return undefined;
};

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
