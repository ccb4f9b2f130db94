import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FoundPlugin } from './discover-plugins.js';
import { pluginName } from './plugin-name.js';

/** Where an administrator puts plugins that are one file each. */
export const filesFolder = '/etc/dialtone/plugins';

/**
 * Finds the plugins that are one file of data each, `NAME.device.json` and `NAME.carrier.json`, sorted by name. A folder that is not there,
 * or may not be read, holds none; nothing of a file has been checked.
 */
export const discoverFiles = async (folder: string = filesFolder): Promise<readonly FoundPlugin[]> => {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.toSorted().map((file) => foundAs(folder, file)));
  return found.filter((plugin) => plugin !== undefined);
};

/** What is at a path: a package's folder, or one file of data; nothing where it is neither by its name. Whether it is there is for its loading to say. */
export const pluginAtPath = async (path: string): Promise<FoundPlugin | undefined> => {
  const [directory, file] = [dirname(resolve(path)), basename(resolve(path))];
  if (file.endsWith('.json')) {
    const name = fileNamed(file);
    return name === undefined ? undefined : { name, packageName: file, directory, edition: '', origin: 'file', file };
  }
  const packageName = (await nameOf(resolve(path))) ?? file;
  return { name: pluginName(packageName) ?? file, packageName, directory: resolve(path), edition: '', origin: 'added' };
};

const nameOf = async (directory: string): Promise<string | undefined> => {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
    const isNamed = typeof manifest === 'object' && manifest !== null && 'name' in manifest;
    return isNamed && typeof manifest.name === 'string' ? manifest.name : undefined;
  } catch {
    return undefined;
  }
};

/** The short name of a plugin that is one file of this name; nothing where the name says that it is none. */
export const fileNamed = (file: string): string | undefined => fileName.exec(file)?.[1];

const foundAs = async (folder: string, file: string): Promise<FoundPlugin | undefined> => {
  const name = fileNamed(file);
  const is = name === undefined ? undefined : await stat(join(folder, file)).catch(() => undefined);
  if (name === undefined || !is) return undefined;
  const edition = [is.ino, is.size, is.mtimeMs, is.ctimeMs].join();
  return { name, packageName: file, directory: folder, edition, origin: 'file', file };
};

const fileName = /^([a-z0-9][a-z0-9-]{0,62})\.(?:device|carrier)\.json$/;
