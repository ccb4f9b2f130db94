import {
  type CarrierPack,
  type Checked,
  checkCarrier,
  checkDevicePlugin,
  type DeviceDefinition,
  type Problem,
} from '../contract/index.js';
import { carrierProblems } from './carrier-problems.js';
import { deviceProblems } from './device-problems.js';
import { problemsSaid } from './problems-said.js';
import { Refusal } from './refusal.js';
import { repeated } from './repeated.js';

/** A contribution and the short name of the plugin that made it. */
export interface Contributed<T> {
  readonly plugin: string;
  readonly value: T;
}
/** A plugin whose every contribution was checked. */
export interface LoadedPlugin {
  readonly kind: 'loaded';
  readonly name: string;
  readonly version: string;
  readonly devices: readonly Contributed<DeviceDefinition>[];
  readonly carriers: readonly Contributed<CarrierPack>[];
}
/** A plugin that was not taken, and the sentence that says why: it names plugin, file and field. */
export interface RefusedPlugin {
  readonly kind: 'refused';
  readonly name: string;
  readonly because: string;
}
export type PluginOutcome = LoadedPlugin | RefusedPlugin;

/** One contribution as it was read: the entry of the package field that named its file, and what was in it. */
export interface Part {
  readonly file: string;
  readonly value: unknown;
}
export interface PluginParts {
  readonly name: string;
  readonly version: string;
  readonly devices?: Part;
  readonly carriers: readonly Part[];
}

/**
 * Checks everything that a plugin contributes, first by the contract's schemas and then for what no schema can say. All or
 * nothing: one bad field refuses the plugin. Plugin authors call it in their tests.
 */
export const checkPlugin = (parts: PluginParts): PluginOutcome => {
  const { name, version } = parts;
  try {
    const devices = parts.devices ? devicesOf(parts.devices) : [];
    const carriers = carriersOf(parts.carriers);
    const by = <T>(value: T): Contributed<T> => ({ plugin: name, value });
    return { kind: 'loaded', name, version, devices: devices.map(by), carriers: carriers.map(by) };
  } catch (error) {
    if (error instanceof Refusal) return refused(name, error.message);
    throw error;
  }
};

/** `because` follows the plugin's name: it starts with a file, or is a clause of its own. */
export const refused = (name: string, because: string): RefusedPlugin => ({
  kind: 'refused',
  name,
  because: `plugin ${name}: ${because}`,
});

const devicesOf = (part: Part): readonly DeviceDefinition[] => {
  const { devices } = accepted(part, checkDevicePlugin(part.value));
  refuseIfAny(part.file, [
    ...repeated(devices.map(({ id }) => id)).map((at) => ({ path: `devices[${at}].id`, says: 'is used twice' })),
    ...devices.flatMap((device, at) => deviceProblems(device, `devices[${at}]`)),
  ]);
  return devices;
};

const carriersOf = (parts: readonly Part[]): readonly CarrierPack[] => {
  const carriers = parts.map((part) => {
    const carrier = accepted(part, checkCarrier(part.value));
    refuseIfAny(part.file, carrierProblems(carrier));
    return carrier;
  });
  const [second] = repeated(carriers.map(({ id }) => id));
  if (second !== undefined) refuseIfAny(parts[second]?.file ?? '', [{ path: 'id', says: 'is used by two carriers' }]);
  return carriers;
};

const accepted = <T>({ file }: Part, checked: Checked<T>): T => {
  if (!checked.ok) throw new Refusal(`${file}: ${problemsSaid(checked.problems)}`);
  return checked.value;
};

const refuseIfAny = (file: string, problems: readonly Problem[]): void => {
  if (problems.length > 0) throw new Refusal(`${file}: ${problemsSaid(problems)}`);
};
