import { randomUUID } from 'node:crypto';
import { lstat, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedPlugin, RefusedPlugin } from './check-plugin.js';
import { discoverAll } from './discover-all.js';
import { changePlugins } from './installed/change-plugins.js';
import { installFile } from './installed/install-file.js';
import { linkContract } from './installed/link-contract.js';
import { readNote, writeNote } from './installed/plugin-note.js';
import type { PluginPlaces } from './installed/plugin-places.js';
import { pluginSource } from './installed/plugin-source.js';
import { refuseIfStuck } from './installed/refuse-if-stuck.js';
import { type PackageSource, type Staged, stagePackage } from './installed/stage-package.js';
import { refuseIfOpen } from './installed/trust-of.js';
import { failedFor, shortened } from './installed/why-not.js';
import { loadPlugin } from './load-plugin.js';
import { readLimits } from './read-plugin.js';
import { Refusal } from './refusal.js';

/** What the user is asked before code of somebody else is run for the first time. */
export interface AboutPlugin {
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
  readonly why: 'brings-code';
}
export interface InstallOptions {
  /** Asked once, and only for a plugin that brings code: false refuses it. Carrier packs and devices as JSON are never asked about. */
  readonly consent: (about: AboutPlugin) => Promise<boolean>;
  /** The running Dialtone's version, which its contract's package has as well. */
  readonly dialtoneVersion: string;
  /** How long a module may take to load, in milliseconds; 20 s if not said. */
  readonly loadMs?: number;
  readonly signal?: AbortSignal;
}
export interface AddedPlugin {
  readonly kind: 'added';
  readonly plugin: LoadedPlugin;
  /** The version in whose place it came. */
  readonly replaced?: string;
}

/**
 * Adds a plugin: a package name with or without @version, a .tgz, a directory, or one NAME.carrier.json or NAME.device.json. It is staged, all its
 * data is checked, the user is asked where it brings code, and then it comes into its place in one step. Whatever is wrong, the promise resolves with
 * a refusal, an older edition stays, and nothing is left on disk.
 */
export const installPlugin = async (
  places: PluginPlaces,
  source: string,
  options: InstallOptions,
): Promise<AddedPlugin | RefusedPlugin> => {
  let name = shortened(source);
  try {
    const from = await pluginSource(source);
    if (from.kind !== 'directory' && from.kind !== 'tarball') name = from.name;
    return await changePlugins(places, (folder) =>
      from.kind === 'file'
        ? installFile(places, folder, from)
        : installPackage(places, folder, from, options, (known) => {
            name = known;
          }),
    );
  } catch (error) {
    return failedFor(name, error, options.signal);
  }
};

const installPackage = async (
  places: PluginPlaces,
  folder: string,
  source: PackageSource,
  options: InstallOptions,
  tell: (name: string) => void,
): Promise<AddedPlugin | RefusedPlugin> => {
  await linkContract(places);
  const { consent, dialtoneVersion, loadMs = readLimits.importMs, signal } = options;
  const staged = await stagePackage(join(folder, `.adding-${randomUUID()}`), source, {
    dialtoneVersion,
    nodeVersion: process.versions.node,
    ...(signal ? { signal } : {}),
    named: async ({ name, packageName }) => {
      tell(name);
      await refuseTaken(places, name, packageName);
    },
  });
  let consented = false;
  const plugin = await loadPlugin(staged.found, readLimits, {
    // As it will lie there: what would be refused later had better not be added.
    mayRead: refuseIfOpen,
    mayRun: async (_, module) => {
      const { name, packageName, version } = staged;
      consented = await consent({ name, packageName, version, why: 'brings-code' });
      if (!consented) throw new Refusal('brings code and was not allowed to run it: nothing was added');
      await refuseIfStuck(join(staged.found.directory, module), module, loadMs);
    },
  });
  if (plugin.kind === 'refused') return plugin;
  signal?.throwIfAborted();
  const older = await readNote(join(folder, staged.name));
  await putInPlace(folder, staged, consented);
  return { kind: 'added', plugin, ...(older === undefined ? {} : { replaced: older.version }) };
};

const refuseTaken = async (places: PluginPlaces, name: string, packageName: string): Promise<void> => {
  const other = (await discoverAll(places)).find((plugin) => plugin.name === name);
  if (other?.origin === 'bundled')
    throw new Refusal('comes with Dialtone, and is updated with it: its name cannot be taken');
  if (other && other.packageName !== packageName)
    throw new Refusal(`${other.packageName} has that short name already: dialtone plugin remove ${name}`);
};

/** One rename of a link: whoever looks sees the older edition or the newer, whole. */
const putInPlace = async (folder: string, staged: Staged, consented: boolean): Promise<void> => {
  const { name, packageName, version, digest, prefix } = staged;
  const place = join(folder, name);
  const found = await lstat(place).catch(() => undefined);
  if (found && !found.isSymbolicLink()) throw new Refusal(`${place} was not made by Dialtone: remove it`);
  await writeNote(prefix, { package: packageName, version, consented, digest });
  const edition = `.${name}-${randomUUID()}`;
  await rename(prefix, join(folder, edition));
  const link = join(folder, `.link-${randomUUID()}`);
  await symlink(edition, link);
  await rename(link, place);
};
