import { fileURLToPath } from 'node:url';
import {
  checkSource,
  discoverPlugins,
  type LoadedPlugin,
  loadPlugins,
  type PluginOutcome,
} from '@dialtone/plugins/host';

/** Where one of the packages lies. */
export const directoryOf = (name: string): string =>
  fileURLToPath(new URL(`./dialtone-plugin-${name}`, import.meta.url));

/** One of the packages, through every check of an installation and none of its npm. */
export const thirdParty = async (name: string): Promise<LoadedPlugin> => {
  const checked = await checkSource(directoryOf(name), { dialtoneVersion: '0.1.0', allowCode: true });
  if (checked.kind === 'refused') throw new Error(checked.because);
  return checked.plugin;
};

/** What is there without them. */
export const bundled = async (): Promise<readonly LoadedPlugin[]> =>
  (await loadPlugins(await discoverPlugins())).filter(isLoaded);

const isLoaded = (outcome: PluginOutcome): outcome is LoadedPlugin => outcome.kind === 'loaded';
