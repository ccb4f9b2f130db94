import {
  discoverPlugins,
  type LoadedPlugin,
  loadPlugins,
  pickPlugins,
  type RefusedPlugin,
} from '@dialtone/plugins/host';
import { UsageError } from '../facts/usage-error.js';
import type { StartOptions } from './run.js';

/** What is installed, and what was found and refused. */
export interface Installed {
  readonly loaded: readonly LoadedPlugin[];
  readonly refused: readonly RefusedPlugin[];
}

export const installedPlugins = async (): Promise<Installed> => {
  const outcomes = await loadPlugins(await discoverPlugins());
  return {
    loaded: outcomes.filter((outcome) => outcome.kind === 'loaded'),
    refused: outcomes.filter((outcome) => outcome.kind === 'refused'),
  };
};

/** Those that were not disabled. Throws UsageError when one that is not there was. */
export const enabledPlugins = (
  { loaded }: Installed,
  { disabledPlugins }: Pick<StartOptions, 'disabledPlugins'>,
): readonly LoadedPlugin[] => {
  const picked = pickPlugins(loaded, disabledPlugins);
  if (picked.kind === 'unknown') throw new UsageError(picked.because);
  return picked.enabled;
};
