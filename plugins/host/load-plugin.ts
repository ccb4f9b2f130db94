import { checkPlugin, type PluginOutcome, type RefusedPlugin, refused } from './check-plugin.js';
import type { FoundPlugin } from './discover-plugins.js';
import { type Trust, trustOf, unconditional } from './installed/trust-of.js';
import { type ReadLimits, readData, readLimits, readModule } from './read-plugin.js';
import { describeThrown, Refusal } from './refusal.js';

/**
 * Reads and checks one plugin, wherever it came from: data first, so that a package with a broken file never gets its code run. Whatever is wrong with
 * it, the promise resolves: a bad plugin is a refusal, never an error.
 */
export const loadPlugin = async (
  found: FoundPlugin,
  limits: ReadLimits = readLimits,
  trust: Trust = trustOf(found),
): Promise<PluginOutcome> => {
  try {
    const { parts, module } = await readData(found, limits, trust.mayRead);
    const data = checkPlugin(parts);
    if (module === undefined || data.kind === 'refused') return data;
    await trust.mayRun(parts.version, module);
    return checkPlugin({ ...parts, devices: await readModule(found.directory, module, limits) });
  } catch (error) {
    return refusedFor(found.name, error);
  }
};

/** The same of one that is not installed, for its author: a package's folder, or one file. Its code, where it has any, is run. */
export const loadUninstalled = (found: FoundPlugin, limits: ReadLimits = readLimits): Promise<PluginOutcome> =>
  loadPlugin(found, limits, unconditional);

/** What was thrown while a plugin was handled, as a refusal of that plugin. */
export const refusedFor = (name: string, error: unknown): RefusedPlugin =>
  refused(name, error instanceof Refusal ? error.message : `could not be read (${describeThrown(error)})`);

/** Loads all that were found. Two packages with one short name are both refused: which of them is meant nobody could say. */
export const loadPlugins = (
  found: readonly FoundPlugin[],
  limits: ReadLimits = readLimits,
): Promise<readonly PluginOutcome[]> =>
  Promise.all(
    found.map(async (plugin) => {
      const namesakes = found.filter(({ name }) => name === plugin.name).map(({ packageName }) => packageName);
      return namesakes.length > 1
        ? refused(plugin.name, `${namesakes.join(' and ')} have the same short name: uninstall one`)
        : loadPlugin(plugin, limits);
    }),
  );
