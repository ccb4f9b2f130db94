import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkPackageField, type PackageField } from '../contract/index.js';
import type { Part, PluginParts } from './check-plugin.js';
import type { FoundPlugin } from './discover-plugins.js';
import { insidePackage } from './inside-package.js';
import { problemsSaid } from './problems-said.js';
import { describeThrown, Refusal } from './refusal.js';

/** How large a package.json or carrier pack may be, and a device module; how long a module may take to load, in milliseconds. */
export const readLimits = { dataBytes: 1024 * 1024, moduleBytes: 16 * 1024 * 1024, importMs: 20_000 } as const;
export type ReadLimits = { readonly [K in keyof typeof readLimits]: number };

/** What was read of a plugin without running anything, and the module that is still to be run, where it brings one. */
export interface ReadData {
  readonly parts: PluginParts;
  readonly module?: string;
}

/**
 * Reads what a plugin contributes as data: carrier packs, and devices where they are JSON. Throws a `Refusal` that names file and field; nothing of
 * it is executed. `mayRead` is asked before each file, by its path.
 */
export const readData = async (found: FoundPlugin, limits: ReadLimits, mayRead: MayRead): Promise<ReadData> => {
  const { name, directory } = found;
  const read = async (file: string): Promise<Part> => {
    await mayRead(join(directory, file), file);
    return { file, value: await readJson(directory, file, limits) };
  };
  if (found.file !== undefined) {
    const part = await read(found.file);
    const isCarrier = found.file.endsWith('.carrier.json');
    return {
      parts: { name, version: 'file', carriers: isCarrier ? [part] : [], ...(isCarrier ? {} : { devices: part }) },
    };
  }
  const { version, dialtone } = readManifest((await read('./package.json')).value);
  const { devices } = dialtone;
  const carriers = await Promise.all((dialtone.carriers ?? []).map(read));
  const parts = { name, version, carriers };
  if (devices === undefined) return { parts };
  return devices.endsWith('.json') ? { parts: { ...parts, devices: await read(devices) } } : { parts, module: devices };
};
export type MayRead = (path: string, file: string) => Promise<void>;

/** A JSON file of a package. Throws a `Refusal`. */
export const readJson = async (directory: string, entry: string, limits: ReadLimits): Promise<unknown> => {
  const file = await insidePackage(directory, entry, limits.dataBytes);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refusal(`${entry}: cannot be read as JSON (${describeThrown(error)})`);
  }
};

/** What the loader needs of a package.json. Throws a `Refusal`. */
export const readManifest = (manifest: unknown): { readonly version: string; readonly dialtone: PackageField } => {
  if (typeof manifest !== 'object' || manifest === null) throw new Refusal('./package.json: must be an object');
  const version = 'version' in manifest ? manifest.version : undefined;
  if (typeof version !== 'string' || version === '') throw new Refusal('./package.json: version is missing');
  const field = checkPackageField('dialtone' in manifest ? manifest.dialtone : undefined);
  if (!field.ok) throw new Refusal(`./package.json: ${problemsSaid(field.problems, 'dialtone')}`);
  return { version, dialtone: field.value };
};

/** Runs a device module, and gives what it exports. Throws a `Refusal`. */
export const readModule = async (directory: string, entry: string, limits: ReadLimits): Promise<Part> => {
  const file = await insidePackage(directory, entry, limits.moduleBytes);
  const module = await imported(file, entry, limits.importMs);
  if (!('default' in module)) throw new Refusal(`${entry}: has no default export`);
  return { file: entry, value: module.default };
};

/** A module may throw when it is loaded, or wait at its top level for something that never comes. */
const imported = async (file: string, entry: string, limitMs: number): Promise<object> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal(`${entry}: was not loaded within ${limitMs} ms`)), limitMs);
  });
  const loaded = import(/* @vite-ignore */ pathToFileURL(file).href).catch((error: unknown) => {
    throw new Refusal(`${entry}: threw when it was loaded (${describeThrown(error)})`);
  });
  return await Promise.race<object>([loaded, late]).finally(() => clearTimeout(timer));
};
