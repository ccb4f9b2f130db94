import { dirname } from 'node:path';
import { offeredMark } from '../dbus/networkmanager/offered-mark.js';
import { places } from './places.js';
import type { ServiceHost } from './service-host.js';

/** Where NetworkManager keeps the profiles that are on disk. */
export const profileFolder = '/etc/NetworkManager/system-connections';
const memory = `${dirname(places.record)}/memory.json`;

/**
 * Takes away the profiles that Dialtone gave to NetworkManager, by the mark in them: with no APN in it, one would be dialled for ever by a
 * ModemManager that does not know any. Forgets that they were offered, too, so that the next installation may. Gives their names.
 */
export const takeBackProfiles = async (host: ServiceHost): Promise<readonly string[]> => {
  const offered = host
    .list(profileFolder)
    .map((name) => `${profileFolder}/${name}`)
    .flatMap((path) => (textAt(path, host)?.includes(offeredMark) ? [path] : []));
  const names = offered.map((path) => valueIn(path, 'id', host) ?? path);
  for (const path of offered) {
    const uuid = valueIn(path, 'uuid', host);
    // NetworkManager takes the file away itself, and the connection down; where it does not run, the file is all there is.
    if (uuid !== undefined) await host.run(['nmcli', 'connection', 'delete', 'uuid', uuid]);
    if (textAt(path, host) !== undefined) host.place(path, { kind: 'nothing' });
  }
  forgetOffers(host);
  return names;
};

const textAt = (path: string, host: ServiceHost): string | undefined => {
  const standing = host.look(path);
  return standing.kind === 'file' ? standing.text : undefined;
};

const valueIn = (path: string, key: string, host: ServiceHost): string | undefined =>
  new RegExp(`^${key}=(.+)$`, 'm').exec(textAt(path, host) ?? '')?.[1];

/** A memory that is not what it should be is the daemon's to deal with. */
const forgetOffers = (host: ServiceHost): void => {
  const standing = host.look(memory);
  if (standing.kind !== 'file') return;
  const book = parsed(standing.text);
  if (!Array.isArray(book?.offered) || book.offered.length === 0) return;
  host.place(memory, { ...standing, text: `${JSON.stringify({ ...book, offered: [] })}\n` });
};

const parsed = (text: string): { readonly offered?: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};
