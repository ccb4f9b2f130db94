import { checkPlugin, type PluginOutcome, refused } from './check-plugin.js';
import type { FoundPlugin } from './discover-plugins.js';
import { type ReadLimits, readLimits, readPlugin } from './read-plugin.js';
import { describeThrown, Refusal } from './refusal.js';

/** Reads and checks one plugin. Whatever is wrong with it, the promise resolves: a bad plugin is a refusal, never an error. */
export const loadPlugin = async (found: FoundPlugin, limits: ReadLimits = readLimits): Promise<PluginOutcome> => {
  try {
    return checkPlugin(await readPlugin(found, limits));
  } catch (error) {
    return refused(
      found.name,
      error instanceof Refusal ? error.message : `could not be read (${describeThrown(error)})`,
    );
  }
};

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
