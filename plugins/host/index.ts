export { bringsCode } from './brings-code.js';
export {
  type Contributed,
  checkPlugin,
  type LoadedPlugin,
  type Part,
  type PluginOutcome,
  type PluginParts,
  type RefusedPlugin,
} from './check-plugin.js';
export { type CheckedSource, type CheckOptions, checkSource } from './check-source.js';
export { discoverAdded, discoverAll } from './discover-all.js';
export { discoverFiles, filesFolder, pluginAtPath } from './discover-files.js';
export { discoverPlugins, type FoundPlugin, packageRoots, pluginKeyword } from './discover-plugins.js';
export {
  type FoundSimulation,
  findSimulation,
  type SimulatedCarrier,
  type Simulation,
  simulatable,
  type TwinnedDevice,
} from './find-simulation.js';
export {
  type AboutPlugin,
  type AddedPlugin,
  type InstallOptions,
  installPlugin,
} from './install-plugin.js';
export { linkContract } from './installed/link-contract.js';
export { addedFolder, type PluginPlaces } from './installed/plugin-places.js';
export { loadPlugin, loadPlugins, loadUninstalled } from './load-plugin.js';
export { type CarrierAnswers, newCarrier } from './new/new-carrier.js';
export { type DeviceAnswers, newDevice } from './new/new-device.js';
export type { PackageFiles } from './new/package-files.js';
export { type Picked, pickPlugins } from './pick-plugins.js';
export { type Pinned, pinPlugin } from './pin-plugin.js';
export { packageName, pluginName } from './plugin-name.js';
export { readPins } from './read-pins.js';
export { type ReadLimits, readLimits } from './read-plugin.js';
export { type NotRemoved, type RemovedPlugin, removePlugin } from './remove-plugin.js';
