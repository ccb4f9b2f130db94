import { lstat, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverAll } from './discover-all.js';
import { changePlugins } from './installed/change-plugins.js';
import { readNote } from './installed/plugin-note.js';
import { addedFolder, type PluginPlaces } from './installed/plugin-places.js';
import { failedFor, shortened } from './installed/why-not.js';
import { Refusal } from './refusal.js';

export interface RemovedPlugin {
  readonly kind: 'removed';
  /** `file` for a plugin that was one file; `unknown` where somebody had spoilt what was installed. */
  readonly version: string;
}
/** `because` is a sentence for people. */
export interface NotRemoved {
  readonly kind: 'refused';
  readonly because: string;
}

/**
 * Removes a plugin that was added, or is one file, by its short name; whatever is wrong with it. Its name goes in one step and its files afterwards.
 * The promise always resolves.
 */
export const removePlugin = async (places: PluginPlaces, name: string): Promise<RemovedPlugin | NotRemoved> => {
  try {
    const version = (await isThere(places, name)) ? await removed(places, name) : undefined;
    return version === undefined ? await unknown(places, name) : { kind: 'removed', version };
  } catch (error) {
    const { because } = failedFor(shortened(name), error);
    return { kind: 'refused', because };
  }
};

/** Nothing is locked, and no folder made, for what is not there. */
const isThere = async (places: PluginPlaces, name: string): Promise<boolean> =>
  (await placeOf(places, name)) !== undefined || (await filesOf(places, name)).length > 0;

const removed = (places: PluginPlaces, name: string): Promise<string | undefined> =>
  changePlugins(places, async () => {
    const place = await placeOf(places, name);
    if (place === undefined) {
      const files = await filesOf(places, name);
      for (const file of files) await unlink(file);
      return files.length > 0 ? 'file' : undefined;
    }
    const version = (await readNote(place))?.version ?? 'unknown';
    // A link normally: what it leads to is swept.
    await rm(place, { recursive: true });
    return version;
  });

/** Where a package was added under this name, though there may be no sound plugin in it. */
const placeOf = async (places: PluginPlaces, name: string): Promise<string | undefined> => {
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name)) return undefined;
  const place = join(addedFolder(places), name);
  return (await lstat(place).catch(() => undefined)) && place;
};

const filesOf = async (places: PluginPlaces, name: string): Promise<readonly string[]> =>
  (await discoverAll(places)).flatMap(({ name: is, file, directory }) =>
    is === name && file !== undefined ? [join(directory, file)] : [],
  );

const unknown = async (places: PluginPlaces, name: string): Promise<NotRemoved> => {
  const all = await discoverAll(places);
  if (all.some((plugin) => plugin.name === name))
    throw new Refusal(`comes with Dialtone and stays: leave it out with --disable-plugin ${name}`);
  const names = all.flatMap((plugin) => (plugin.origin === 'bundled' ? [] : [plugin.name]));
  const there = names.length === 0 ? 'none was added' : `added: ${[...new Set(names)].join(', ')}`;
  return { kind: 'refused', because: `there is no plugin ${JSON.stringify(shortened(name))} to remove: ${there}` };
};
