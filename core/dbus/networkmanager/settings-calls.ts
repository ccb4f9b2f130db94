import type { Bus } from '../wire/bus.js';
import { DbusError, type Dict } from '../wire/values.js';

/** A profile as NetworkManager gives and takes it: setting → property → value. Secrets are never in what it gives. */
export type Settings = Readonly<Record<string, Dict>>;

export const networkManager = 'org.freedesktop.NetworkManager';
export const settingsPath = '/org/freedesktop/NetworkManager/Settings';

/** All profiles that there are. Rejects with DbusError. */
export const listProfiles = async (bus: Bus): Promise<readonly Settings[]> => {
  const [paths] = await call(bus, { path: settingsPath, interface: settingsInterface, member: 'ListConnections' });
  const profiles: Settings[] = [];
  for (const path of paths as readonly string[]) {
    const settings = await settingsAt(bus, path);
    if (settings !== undefined) profiles.push(settings);
  }
  return profiles;
};

/** Adds a profile for all users and writes it to the disk. Rejects with DbusError. */
export const addProfile = async (bus: Bus, settings: Settings): Promise<void> => {
  const body = [settings, toDisk, {}];
  await call(bus, {
    path: settingsPath,
    interface: settingsInterface,
    member: 'AddConnection2',
    signature: 'a{sa{sv}}ua{sv}',
    body,
  });
};

/** NetworkManager is not on the bus, or has come and not read its settings yet; or there is no bus any more. */
export const isNotThere = (error: unknown): boolean =>
  is(error, 'ServiceUnknown', 'NameHasNoOwner', 'UnknownObject', 'UnknownMethod', 'Disconnected');

/** It may have left in the middle of a call, or be stuck. */
export const isNoReply = (error: unknown): boolean => is(error, 'NoReply');

/** By polkit, or by the policy of the bus. */
export const isNotPermitted = (error: unknown): boolean =>
  error instanceof DbusError && /\.(PermissionDenied|AccessDenied|NotAuthorized)$/.test(error.errorName);

const settingsInterface = `${networkManager}.Settings`;
const toDisk = 1;
/** GDBus's own. Milliseconds. */
const callLimit = 25_000;

/** Undefined where it has been deleted since it was listed. */
const settingsAt = async (bus: Bus, path: string): Promise<Settings | undefined> => {
  try {
    const [settings] = await call(bus, { path, interface: `${settingsInterface}.Connection`, member: 'GetSettings' });
    return settings as Settings;
  } catch (error) {
    if (is(error, 'UnknownObject', 'UnknownMethod')) return undefined;
    throw error;
  }
};

const call = (
  bus: Bus,
  what: Omit<Parameters<Bus['call']>[0], 'destination' | 'limitMs'>,
): Promise<readonly unknown[]> => bus.call({ destination: networkManager, limitMs: callLimit, ...what });

const is = (error: unknown, ...nicks: readonly string[]): boolean =>
  error instanceof DbusError && nicks.some((nick) => error.errorName === `org.freedesktop.DBus.Error.${nick}`);
