import { realpathSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pluginName } from './plugin-name.js';

/** An installed package that says it is a plugin. Nothing of it has been checked or run. */
export interface FoundPlugin {
  /** Short name, e.g. `zte`. */
  readonly name: string;
  readonly packageName: string;
  /** Where it really is, links resolved. */
  readonly directory: string;
  /** Another text whenever what is in it may have changed; empty for what comes with Dialtone, and changes with it only. */
  readonly edition: string;
  /** It comes with Dialtone, was added to its state directory, or is a file of the administrator's. */
  readonly origin: 'bundled' | 'added' | 'file';
  /** It is no package but this one file of `directory`, a device plugin or a carrier pack as JSON. */
  readonly file?: string;
}

/** The word in a package.json's `keywords` that makes a package a plugin. */
export const pluginKeyword = 'dialtone-plugin';

/**
 * Finds the installed plugins, sorted by package name. `roots` are `node_modules` directories, nearest first: a package found in
 * two of them counts once. A root that is not there, or may not be read, holds none. A plugin whose package.json cannot be read
 * is found all the same, so that loading it can say why it was refused.
 */
export const discoverPlugins = async (roots: readonly string[] = packageRoots()): Promise<readonly FoundPlugin[]> => {
  const found = (await Promise.all(roots.map(pluginsIn))).flat();
  const nearest = found.filter(
    (plugin, at) => found.findIndex((other) => other.packageName === plugin.packageName) === at,
  );
  return nearest.toSorted((a, b) => (a.packageName < b.packageName ? -1 : 1));
};

/**
 * The `node_modules` directories from a file upwards; by default from where this host really is. The directory in which somebody
 * happens to start the daemon is not among them: it would let anyone's folder bring code into a process of root.
 */
export const packageRoots = (from: string = fileURLToPath(import.meta.url)): readonly string[] => {
  const above = parents(dirname(realpathSync(from)));
  return above
    .filter((directory) => basename(directory) !== 'node_modules')
    .map((directory) => join(directory, 'node_modules'));
};

const parents = (directory: string): readonly string[] => {
  const parent = dirname(directory);
  return parent === directory ? [directory] : [directory, ...parents(parent)];
};

const pluginsIn = async (root: string): Promise<readonly FoundPlugin[]> => {
  const found = await Promise.all((await packagesIn(root)).map((packageName) => pluginAt(root, packageName)));
  return found.filter((plugin) => plugin !== undefined);
};

const packagesIn = async (root: string): Promise<readonly string[]> => {
  const entries = await names(root);
  const scopes = entries.filter((entry) => entry.startsWith('@'));
  const scoped = scopes.map(async (scope) => (await names(join(root, scope))).map((entry) => `${scope}/${entry}`));
  return [...entries, ...(await Promise.all(scoped)).flat()];
};

const names = (directory: string): Promise<readonly string[]> => readdir(directory).catch(() => []);

const pluginAt = async (root: string, packageName: string): Promise<FoundPlugin | undefined> => {
  const name = pluginName(packageName);
  if (name === undefined) return undefined;
  const directory = await realpath(join(root, packageName)).catch(() => undefined);
  if (directory === undefined || !(await saysItIsOne(directory))) return undefined;
  return { name, packageName, directory, edition: '', origin: 'bundled' };
};

const saysItIsOne = async (directory: string): Promise<boolean> => {
  const text = await readFile(join(directory, 'package.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  try {
    const manifest: unknown = JSON.parse(text);
    return hasKeyword(manifest);
  } catch {
    return true;
  }
};

/** Whether a package.json says that it is one of a plugin. */
export const hasKeyword = (manifest: unknown): boolean =>
  typeof manifest === 'object' &&
  manifest !== null &&
  'keywords' in manifest &&
  Array.isArray(manifest.keywords) &&
  manifest.keywords.includes(pluginKeyword);
