import {
  discoverPlugins,
  findSimulation,
  type LoadedPlugin,
  loadPlugins,
  type RefusedPlugin,
  type Simulation,
} from '@dialtone/plugins/host';
import { asapScheduler, finalize, type MonoTypeOperatorFunction, share, subscribeOn } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { type Misbehaviour, misbehaviourNamed } from '../sim/misbehaviours.js';
import { onPtys, type VirtualTtys } from '../sim/on-ptys.js';
import { type VirtualWorld, virtualWorld } from '../sim/virtual-world.js';
import type { Simulate } from './run.js';

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

/** A simulation that was asked for, checked, and not begun. */
export interface Asked {
  readonly simulation: Simulation;
  readonly misbehave: readonly Misbehaviour[];
}

/** Looked for among all plugins: disabling one hides it from Dialtone, never from the virtual world. Throws UsageError. */
export const askedFor = ({ device, carrier, misbehave }: Simulate, { loaded, refused }: Installed): Asked => {
  const found = findSimulation(`${device}@${carrier}`, loaded);
  if (found.kind === 'found') return { simulation: found, misbehave: misbehave.map(misbehaviourNamed) };
  const perhaps = refused.map(({ because }) => ` A plugin was refused: ${because}`);
  throw new UsageError([found.because, ...perhaps].join(''));
};

/** The virtual world in real time, not plugged yet, and its ports on real ttys. */
export interface VirtualStick {
  readonly world: VirtualWorld;
  readonly ttys: VirtualTtys;
}

/** Rejects with UsageError where the machine has no ptys. */
export const virtualStick = async ({ simulation: { device, carrier }, misbehave }: Asked): Promise<VirtualStick> => {
  const world = virtualWorld({ device: device.value, carrier: carrier.value, misbehave, clock: monotonicClock });
  try {
    return { world, ttys: await onPtys(world) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    throw new UsageError(`This machine gives no pseudo terminals, and a virtual stick needs some (${because}).`);
  }
};

/** Facts about that stick for `Running`: shared by all, the first one heard by everybody who listens from the start, and with their end it is taken away. */
export const lastingAs =
  ({ world, ttys }: VirtualStick): MonoTypeOperatorFunction<Fact> =>
  (facts$) =>
    facts$.pipe(
      finalize(() => {
        world.dispose();
        void ttys.dispose();
      }),
      subscribeOn(asapScheduler),
      share({ resetOnComplete: false, resetOnError: false, resetOnRefCountZero: false }),
    );
