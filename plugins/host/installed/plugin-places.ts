import { join } from 'node:path';

/** Where plugins that do not come with Dialtone lie. */
export interface PluginPlaces {
  /** Dialtone's state directory, as the caller chose it: packages that were added lie in its `plugins`. */
  readonly state: string;
  /** Where an administrator puts plugins that are one file each; normally /etc/dialtone/plugins. */
  readonly files: string;
}

/**
 * Each package that was added has an npm prefix of its own, `STATE/plugins/NAME`. That is a link to `STATE/plugins/.NAME-RANDOM`: a newer edition
 * takes the place of the older in one step, and has paths that no running process has loaded yet.
 */
export const addedFolder = ({ state }: Pick<PluginPlaces, 'state'>): string => join(state, 'plugins');

/** Where Node, walking up from any added package, finds the one copy of the contract: a link to the running `@dialtone/plugins`. */
export const contractLink = ({ state }: Pick<PluginPlaces, 'state'>): string =>
  join(state, 'node_modules', '@dialtone', 'plugins');

/** What an installation writes beside an added package. */
export const noteFile = 'dialtone.json';
