import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { discoverFiles } from './discover-files.js';
import { discoverPlugins, type FoundPlugin } from './discover-plugins.js';
import { addedFolder, noteFile, type PluginPlaces } from './installed/plugin-places.js';

/** All plugins that are there, sorted by name: those that come with Dialtone, those that were added, and single files. */
export const discoverAll = async (places: PluginPlaces): Promise<readonly FoundPlugin[]> => {
  const all = await Promise.all([discoverPlugins(), discoverAdded(places), discoverFiles(places.files)]);
  return all.flat().toSorted((a, b) => (a.name < b.name ? -1 : 1));
};

/** The packages that were added to a state directory. What is below another name than its own is none. */
export const discoverAdded = async (places: Pick<PluginPlaces, 'state'>): Promise<readonly FoundPlugin[]> => {
  const folder = addedFolder(places);
  const names = await readdir(folder).catch(() => []);
  return (await Promise.all(names.map((name) => addedAs(join(folder, name), name)))).flat();
};

const addedAs = async (prefix: string, name: string): Promise<readonly FoundPlugin[]> => {
  const own = (await discoverPlugins([join(prefix, 'node_modules')])).filter((plugin) => plugin.name === name);
  const is = await stat(join(prefix, noteFile)).catch(() => undefined);
  // Looked at last: one that is being removed loses its name first, and then one file after the other.
  const place = await realpath(prefix).catch(() => undefined);
  if (place === undefined) return [];
  const edition = [basename(place), is?.ino, is?.size, is?.mtimeMs, is?.ctimeMs].join();
  return own.map((plugin) => ({ ...plugin, edition, origin: 'added' }));
};
