import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPlugin, type LoadedPlugin, type RefusedPlugin } from './check-plugin.js';
import type { FoundPlugin } from './discover-plugins.js';
import { linkContract } from './installed/link-contract.js';
import { obeysRules, type RunsWith } from './installed/manifest-rules.js';
import { addedFolder } from './installed/plugin-places.js';
import { type PluginSource, pluginSource } from './installed/plugin-source.js';
import { stagePackage } from './installed/stage-package.js';
import { unconditional } from './installed/trust-of.js';
import { failedFor, shortened } from './installed/why-not.js';
import { loadUninstalled } from './load-plugin.js';
import { readData, readJson, readLimits } from './read-plugin.js';

export interface CheckOptions {
  readonly dialtoneVersion: string;
  /** Whether a module of devices may be run; if not, it is named, and what it would bring is not checked. */
  readonly allowCode: boolean;
  readonly signal?: AbortSignal;
}
export interface CheckedSource {
  readonly kind: 'fine';
  readonly plugin: LoadedPlugin;
  /** The module that was not run, and so not checked; `plugin` is then without its devices. */
  readonly notRun?: string;
}

/**
 * The checks of an installation without one, for what is on this machine or in the registry. A directory is read in place, without npm; a package is
 * unpacked into a temporary directory that is removed again. The promise always resolves.
 */
export const checkSource = async (source: string, options: CheckOptions): Promise<CheckedSource | RefusedPlugin> => {
  const temporary: string[] = [];
  try {
    const from = await pluginSource(source);
    const runsWith = { dialtoneVersion: options.dialtoneVersion, nodeVersion: process.versions.node };
    return await checked(await foundIn(from, runsWith, temporary, options.signal), options);
  } catch (error) {
    return failedFor(shortened(source), error, options.signal);
  } finally {
    for (const path of temporary) await rm(path, { recursive: true, force: true });
  }
};

const foundIn = async (
  source: PluginSource,
  runsWith: RunsWith,
  temporary: string[],
  signal: AbortSignal | undefined,
): Promise<FoundPlugin> => {
  if (source.kind === 'file') {
    const file = source.path.slice(source.path.lastIndexOf('/') + 1);
    return {
      name: source.name,
      packageName: file,
      directory: join(source.path, '..'),
      edition: '',
      origin: 'file',
      file,
    };
  }
  if (source.kind === 'directory') {
    const manifest = obeysRules(await readJson(source.path, './package.json', readLimits), runsWith);
    return { ...manifest, directory: source.path, edition: '', origin: 'added' };
  }
  const state = await mkdtemp(join(tmpdir(), 'dialtone-check-'));
  temporary.push(state);
  await linkContract({ state });
  await mkdir(addedFolder({ state }));
  return (
    await stagePackage(join(addedFolder({ state }), 'checked'), source, { ...runsWith, ...(signal ? { signal } : {}) })
  ).found;
};

const checked = async (found: FoundPlugin, { allowCode }: CheckOptions): Promise<CheckedSource | RefusedPlugin> => {
  const { parts, module } = await readData(found, readLimits, unconditional.mayRead);
  const plugin = allowCode ? await loadUninstalled(found) : checkPlugin(parts);
  if (plugin.kind === 'refused') return plugin;
  return { kind: 'fine', plugin, ...(module === undefined || allowCode ? {} : { notRun: module }) };
};
