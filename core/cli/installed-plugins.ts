import {
  discoverAll,
  filesFolder,
  type LoadedPlugin,
  linkContract,
  loadPlugins,
  type PluginOutcome,
  type PluginPlaces,
  pickPlugins,
  type RefusedPlugin,
  readPins,
} from '@dialtone/plugins/host';
import { UsageError } from '../facts/usage-error.js';
import { stateDirectory } from '../links/state-directory.js';
import type { Shelf } from './plugin-shelf.js';
import type { StartOptions } from './run.js';

/** What is installed, and what was found and refused. */
export interface Installed {
  readonly loaded: readonly LoadedPlugin[];
  readonly refused: readonly RefusedPlugin[];
  /** The same as it was found on disk, and what became of each. */
  readonly shelf: Shelf;
  readonly outcomes: readonly PluginOutcome[];
}

export const installedPlugins = async (): Promise<Installed> => {
  const shelf = await pluginsOnDisk();
  // Dialtone may lie elsewhere since they were added. Who may not mend that hears of it from those that need it.
  if (shelf.found.some(({ origin }) => origin === 'added')) await linkContract(pluginPlaces()).catch(() => undefined);
  const outcomes = await loadPlugins(shelf.found);
  return {
    loaded: outcomes.filter((outcome) => outcome.kind === 'loaded'),
    refused: outcomes.filter((outcome) => outcome.kind === 'refused'),
    shelf,
    outcomes,
  };
};

/** Packages beside Dialtone, those that were added, and single files where the administrator puts them. */
export const pluginsOnDisk = async (): Promise<Shelf> => {
  const places = pluginPlaces();
  const [found, pinned] = await Promise.all([discoverAll(places), readPins(places.files)]);
  return { found, pinned };
};

/** Virtual sticks know what real ones know. Files: $DIALTONE_PLUGIN_DIR, else /etc/dialtone/plugins. */
export const pluginPlaces = (): PluginPlaces => ({
  state: stateDirectory('real'),
  files: process.env.DIALTONE_PLUGIN_DIR || filesFolder,
});

/** Those that were not disabled. Throws UsageError when one that is not there was. */
export const enabledPlugins = (
  { loaded }: Pick<Installed, 'loaded'>,
  { disabledPlugins }: Pick<StartOptions, 'disabledPlugins'>,
): readonly LoadedPlugin[] => {
  const picked = pickPlugins(loaded, disabledPlugins);
  if (picked.kind === 'unknown') throw new UsageError(picked.because);
  return picked.enabled;
};
