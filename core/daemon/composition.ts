import 'reflect-metadata';
import type { CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import { Container, ContainerModule } from 'inversify';
import { BehaviorSubject, type SchedulerLike } from 'rxjs';
import type { OpenSerial } from '../at/byte-stream.js';
import { coreRules } from '../diagnosis/core-rules.js';
import { createJournal, type Journal } from '../facts/journal.js';
import { oneAfterAnother } from '../facts/one-after-another.js';
import type { Wanted } from '../facts/wanted.js';
import { type Limits, limits } from '../pipeline/limits.js';
import type { Catalog, Contributed, Memory, Usb } from '../pipeline/tools.js';
import type { ProcessParts } from '../session/process-parts.js';
import { type LendingDesk, lendingDesk } from './lending-desk.js';
import { tokens } from './tokens.js';
import { createWantedLevels, type WantedLevels } from './wanted-levels.js';

/** What differs between a real machine and a virtual world. */
export interface Foundations {
  readonly clock: SchedulerLike;
  readonly usb: Usb;
  readonly openSerial: OpenSerial;
  readonly engine: ProcessParts['engine'];
  readonly network: ProcessParts['network'];
  readonly memory: Memory;
  /** Of a stick of which nobody has said anything yet. */
  readonly wanted: Wanted;
  /** Somebody deals with single sticks from outside: they are lent, and watched over. */
  readonly lending?: boolean;
  /** Shorter limits for a test; the corridor's own otherwise. */
  readonly limits?: Partial<Limits>;
}

/** What a plugin contributes, once it has been checked. */
export interface AcceptedPlugin {
  readonly name: string;
  readonly devices: readonly Contributed<DeviceDefinition>[];
  readonly carriers: readonly Contributed<CarrierPack>[];
}

/** The process, composed: the only container of its kind, and plugins that come and go while it runs. */
export interface Composition {
  readonly parts: ProcessParts;
  readonly journal: Journal;
  readonly wanted: WantedLevels;
  /** The sticks that are lent, where they are. */
  readonly desk: LendingDesk | undefined;
  /** Adds a plugin's contributions in place of an older edition's. Rejects, and changes nothing, when they are not what they should be. */
  readonly load: (plugin: AcceptedPlugin) => Promise<void>;
  readonly unload: (name: string) => Promise<void>;
  /** These plugins, by short name and in place of any others, have the sticks that another one claims as well. */
  readonly pin: (names: readonly string[]) => void;
}

/** inversify answers "which pieces does this process consist of?"; what belongs to one stick is session-scope's. */
export const compose = async (foundations: Foundations): Promise<Composition> => {
  const container = new Container({ defaultScope: 'Singleton' });
  let pinned: readonly string[] = [];
  const edition$ = new BehaviorSubject(0);
  const changed = (): void => edition$.next(edition$.value + 1);
  await container.loadAsync(
    foundationsModule(foundations),
    catalogModule(container, () => pinned, edition$),
    partsModule(),
  );
  const plugins = new Map<string, ContainerModule>();
  // Two editions of a plugin that are loaded at the same time must not both stay.
  const inTurn = oneAfterAnother();
  const takeAway = async (name: string): Promise<void> => {
    const module = plugins.get(name);
    plugins.delete(name);
    if (module) await container.unloadAsync(module);
  };
  return {
    parts: container.get(tokens.processParts),
    journal: container.get(tokens.journal),
    wanted: container.get(tokens.wanted),
    desk: container.get(tokens.desk, { optional: true }),
    pin: (names) => {
      pinned = names;
      changed();
    },
    unload: (name) =>
      inTurn(async () => {
        if (!plugins.has(name)) return;
        await takeAway(name);
        changed();
      }),
    load: (plugin) =>
      inTurn(async () => {
        const module = pluginModule(plugin);
        await takeAway(plugin.name);
        plugins.set(plugin.name, module);
        await container.loadAsync(module);
        changed();
      }),
  };
};

const foundationsModule = (given: Foundations): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.clock).toConstantValue(given.clock);
    bind(tokens.limits).toConstantValue({ ...limits, ...given.limits });
    bind(tokens.usb).toConstantValue(given.usb);
    bind(tokens.openSerial).toConstantValue(given.openSerial);
    bind(tokens.engine).toConstantValue(given.engine);
    bind(tokens.network).toConstantValue(given.network);
    bind(tokens.memory).toConstantValue(given.memory);
    bind(tokens.wanted).toConstantValue(createWantedLevels(given.wanted));
    if (given.lending)
      bind(tokens.desk).toResolvedValue(
        (clock, limits, journal, wanted) => lendingDesk({ clock, limits, journal, wanted }),
        [tokens.clock, tokens.limits, tokens.journal, tokens.wanted],
      );
    bind(tokens.journal).toResolvedValue(createJournal, [tokens.clock]);
  });

/** Asked anew at each use: a plugin that is loaded later is in the next answer. */
const catalogModule = (
  container: Container,
  pinned: Catalog['pinned'],
  edition$: Catalog['edition$'],
): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.catalog).toConstantValue({
      devices: () => container.getAll(tokens.device),
      carriers: () => container.getAll(tokens.carrier),
      pinned,
      edition$,
    });
  });

const partsModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.processParts).toResolvedValue(
      (
        clock: SchedulerLike,
        limits: Limits,
        journal: Journal,
        usb: Usb,
        openSerial: OpenSerial,
        engine: ProcessParts['engine'],
        network: ProcessParts['network'],
        catalog: Catalog,
        memory: Memory,
        wanted: WantedLevels,
        desk: LendingDesk | undefined,
      ): ProcessParts => ({
        clock,
        limits,
        journal,
        usb,
        openSerial,
        engine,
        network,
        catalog,
        memory,
        wanted: wanted.at$,
        ...(desk ? { lend: desk.lend } : {}),
        rules: coreRules,
      }),
      [
        tokens.clock,
        tokens.limits,
        tokens.journal,
        tokens.usb,
        tokens.openSerial,
        tokens.engine,
        tokens.network,
        tokens.catalog,
        tokens.memory,
        tokens.wanted,
        { serviceIdentifier: tokens.desk, optional: true },
      ],
    );
  });

/** One module a plugin: loaded and unloaded as a whole. Read here and not when it is bound: what throws must throw before anything is. */
const pluginModule = (plugin: AcceptedPlugin): ContainerModule => {
  const [devices, carriers] = [[...plugin.devices], [...plugin.carriers]];
  return new ContainerModule(({ bind }) => {
    for (const device of devices) bind(tokens.device).toConstantValue(device);
    for (const carrier of carriers) bind(tokens.carrier).toConstantValue(carrier);
  });
};
