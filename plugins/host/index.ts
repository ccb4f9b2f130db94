export {
  type Contributed,
  checkPlugin,
  type LoadedPlugin,
  type Part,
  type PluginOutcome,
  type PluginParts,
  type RefusedPlugin,
} from './check-plugin.js';
export { discoverPlugins, type FoundPlugin, packageRoots, pluginKeyword } from './discover-plugins.js';
export {
  type FoundSimulation,
  findSimulation,
  type SimulatedCarrier,
  type Simulation,
  simulatable,
  type TwinnedDevice,
} from './find-simulation.js';
export { loadPlugin, loadPlugins } from './load-plugin.js';
export { type Picked, pickPlugins } from './pick-plugins.js';
export { pluginName } from './plugin-name.js';
export { type ReadLimits, readLimits } from './read-plugin.js';
