import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { RefusedPlugin } from '../check-plugin.js';
import { discoverAll } from '../discover-all.js';
import type { FoundPlugin } from '../discover-plugins.js';
import { insidePackage } from '../inside-package.js';
import type { AddedPlugin } from '../install-plugin.js';
import { loadUninstalled } from '../load-plugin.js';
import { readLimits } from '../read-plugin.js';
import { Refusal } from '../refusal.js';
import type { PluginPlaces } from './plugin-places.js';
import type { PluginSource } from './plugin-source.js';
import { putWhole } from './put-whole.js';

type FileSource = Extract<PluginSource, { readonly kind: 'file' }>;

/** Checks one file of data, and copies it to where files are looked for: what was checked is what is copied. Throws a `Refusal`. */
export const installFile = async (
  places: PluginPlaces,
  folder: string,
  { path, name }: FileSource,
): Promise<AddedPlugin | RefusedPlugin> => {
  const file = basename(path);
  const older = await olderOf(places, name, file);
  const stage = join(folder, `.adding-${randomUUID()}`);
  await mkdir(stage, { mode: 0o755 });
  await copyFile(await insidePackage(join(path, '..'), file, readLimits.dataBytes), join(stage, file));
  const found: FoundPlugin = { name, packageName: file, directory: stage, edition: '', origin: 'file', file };
  const plugin = await loadUninstalled(found);
  if (plugin.kind === 'refused') return plugin;
  // The folder may be on another disk.
  await putWhole(places.files, file, (beside) => copyFile(join(stage, file), beside));
  return { kind: 'added', plugin, ...(older ? { replaced: plugin.version } : {}) };
};

const olderOf = async (places: PluginPlaces, name: string, file: string): Promise<FoundPlugin | undefined> => {
  const [other] = (await discoverAll(places)).filter((plugin) => plugin.name === name && plugin.file !== file);
  if (other?.origin === 'bundled') throw new Refusal('comes with Dialtone: give the file another name');
  if (other) throw new Refusal(`${other.packageName} has that short name already: dialtone plugin remove ${name}`);
  return (await discoverAll(places)).find((plugin) => plugin.file === file);
};
