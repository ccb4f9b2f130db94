import type { RefusedPlugin, Simulation } from '@dialtone/plugins/host';
import type { FactBody } from '../facts/fact.js';
import type { EnginePlace } from '../links/choose-engine.js';
import type { Simulate } from './run.js';
import { version } from './version.js';

/** The facts that a simulation begins with: who runs, which plugins were refused, and what is plugged into what. */
export const opening = (
  simulate: Pick<Simulate, 'misbehave'>,
  { name, device, carrier }: Simulation,
  place: EnginePlace,
  delays: Readonly<Record<string, number>>,
  refused: readonly RefusedPlugin[],
): readonly FactBody[] => [
  ...started(simulate, name, refused),
  {
    fact: 'simulation.started',
    device: device.value.id,
    carrier: carrier.value.id,
    place: place.kind === 'tun' ? 'network-namespace' : 'in-process',
    because: place.kind === 'tun' ? 'it is root' : place.because,
    delays,
  },
];

/** Who runs, on which simulation, and which plugins were refused. */
export const started = (
  { misbehave }: Pick<Simulate, 'misbehave'>,
  name: string,
  refused: readonly RefusedPlugin[],
): readonly FactBody[] => [
  { fact: 'dialtone.started', version: version(), simulate: name, misbehave: misbehave.map(withoutPin) },
  ...refusals(refused),
];

/** The same on the sticks of this machine. */
export const startedOnReal = (refused: readonly RefusedPlugin[]): readonly FactBody[] => [
  { fact: 'dialtone.started', version: version() },
  ...refusals(refused),
];

const refusals = (refused: readonly RefusedPlugin[]): readonly FactBody[] =>
  refused.map(({ name: plugin, because }) => ({ fact: 'plugin.refused', plugin, because }) as const);

/** Even a virtual SIM's PIN is somebody's habit. */
const withoutPin = (text: string): string => text.replace(/^(sim-pin=).*/, '$1<hidden>');
