import type { CarrierPack, DeviceDefinition, Twin, VirtualNetwork } from '../contract/index.js';
import type { Contributed, LoadedPlugin } from './check-plugin.js';

export type TwinnedDevice = DeviceDefinition & { readonly twin: Twin };
export type SimulatedCarrier = CarrierPack & { readonly simulation: VirtualNetwork };

/** A virtual stick with a virtual SIM in it. */
export interface Simulation {
  /** As it is asked for, e.g. `mf627@three-uk`. */
  readonly name: string;
  readonly device: Contributed<TwinnedDevice>;
  readonly carrier: Contributed<SimulatedCarrier>;
}
export type FoundSimulation =
  | ({ readonly kind: 'found' } & Simulation)
  /** `because` is a sentence for people: it lists what exists. */
  | { readonly kind: 'unknown'; readonly because: string };

/** Everything that can be simulated: each device that has a twin with each carrier that has a network. */
export const simulatable = (plugins: readonly LoadedPlugin[]): readonly Simulation[] =>
  twins(plugins).flatMap((device) =>
    networks(plugins).map((carrier) => ({ name: `${device.value.id}@${carrier.value.id}`, device, carrier })),
  );

/** Finds what `DEVICE@CARRIER` names. Give it all plugins, the disabled ones too: disabling hides from Dialtone, not from the virtual world. */
export const findSimulation = (asked: string, plugins: readonly LoadedPlugin[]): FoundSimulation => {
  const [deviceId, carrierId, ...rest] = asked.split('@');
  if (!deviceId || !carrierId || rest.length > 0) {
    return unknown(`${JSON.stringify(asked)} is not DEVICE@CARRIER, as in ${example(plugins)}.`);
  }
  const device = only('device', deviceId, twins(plugins));
  if (device.kind === 'unknown') return device;
  const carrier = only('carrier', carrierId, networks(plugins));
  if (carrier.kind === 'unknown') return carrier;
  return { kind: 'found', name: asked, device: device.value, carrier: carrier.value };
};

const twins = (plugins: readonly LoadedPlugin[]): readonly Contributed<TwinnedDevice>[] =>
  plugins.flatMap(({ devices }) =>
    devices.flatMap(({ plugin, value }) => (value.twin ? [{ plugin, value: { ...value, twin: value.twin } }] : [])),
  );

const networks = (plugins: readonly LoadedPlugin[]): readonly Contributed<SimulatedCarrier>[] =>
  plugins.flatMap(({ carriers }) =>
    carriers.flatMap(({ plugin, value }) =>
      value.simulation ? [{ plugin, value: { ...value, simulation: value.simulation } }] : [],
    ),
  );

type Only<T> = { readonly kind: 'only'; readonly value: T } | { readonly kind: 'unknown'; readonly because: string };

const only = <T extends { readonly id: string }>(
  what: string,
  id: string,
  all: readonly Contributed<T>[],
): Only<Contributed<T>> => {
  const [found, ...others] = all.filter(({ value }) => value.id === id);
  if (!found) return unknown(`There is no virtual ${what} ${JSON.stringify(id)}. ${existing(what, all)}`);
  if (others.length === 0) return { kind: 'only', value: found };
  const owners = [found, ...others].map(({ plugin }) => plugin).join(' and ');
  return unknown(`The ${what} ${JSON.stringify(id)} comes from more than one plugin (${owners}): uninstall one.`);
};

const existing = (what: string, all: readonly Contributed<{ readonly id: string }>[]): string =>
  all.length === 0
    ? `No installed plugin brings a virtual ${what}.`
    : `Installed: ${all.map(({ value }) => value.id).join(', ')}.`;

const example = (plugins: readonly LoadedPlugin[]): string => simulatable(plugins)[0]?.name ?? 'mf627@three-uk';

const unknown = (because: string) => ({ kind: 'unknown', because }) as const;
