import type { UsbId } from '@dialtone/plugins';
import { addedFolder, loadPlugins } from '@dialtone/plugins/host';
import { merge, Subject, type Subscription } from 'rxjs';
import { type Composition, compose } from '../daemon/composition.js';
import { daemon } from '../daemon/daemon.js';
import type { FactBody } from '../facts/fact.js';
import type { Wanted } from '../facts/wanted.js';
import { fileMemory } from '../links/file-memory.js';
import { folderChanges } from '../links/folder-changes.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { stateDirectory } from '../links/state-directory.js';
import type { Ground, Knowing } from './ground.js';
import { heardByAll } from './heard-by-all.js';
import { enabledPlugins, type Installed, installedPlugins, pluginPlaces, pluginsOnDisk } from './installed-plugins.js';
import { pluginShelf } from './plugin-shelf.js';
import type { Running, StartOptions } from './run.js';

export type AssembleOptions = Pick<StartOptions, 'simulate' | 'disabledPlugins' | 'engine' | 'defaultRoute'> & {
  /** Of a stick of which nobody has said anything yet. */
  readonly wanted: Wanted;
  /** Somebody else deals with single sticks, and with the machine's routes and name servers. */
  readonly managed: boolean;
};

/** A Dialtone that is put together, and has not begun. */
export interface Assembled {
  readonly composition: Composition;
  /** `opening`: facts to begin with, behind those of the ground. `end`: called when all sticks have given back what they held. */
  readonly begin: (how: {
    readonly once: boolean;
    readonly opening?: readonly FactBody[];
    readonly end?: () => Promise<void>;
  }) => Running;
  /** Instead of beginning: what it stands on is given back. */
  readonly abandon: () => Promise<void>;
}

/** Puts a Dialtone together, on the sticks of this machine or on a virtual one. Everything that was asked for is checked before anything is made. */
export const assemble = async (options: AssembleOptions): Promise<Assembled> => {
  const installed = await installedPlugins();
  const enabled = enabledPlugins(installed, options);
  let knows = (_id: UsbId): boolean => false;
  const learnt$ = new Subject<unknown>();
  const ground = await groundFor(options, installed, { knows: (id) => knows(id), learnt$ });
  // The first thing that a memory may have to say comes before anybody listens.
  const early: FactBody[] = [];
  let tell = (fact: FactBody): unknown => early.push(fact);
  const { usb, openSerial, engine, network } = ground;
  const composition = await compose({
    clock: monotonicClock,
    usb,
    openSerial,
    engine,
    network: options.managed ? () => noHostNetwork : network,
    memory: fileMemory(stateDirectory(ground.sticks), (because) => tell({ fact: 'memory.failed', because })),
    wanted: options.wanted,
    lending: options.managed,
  });
  for (const plugin of enabled) await composition.load(plugin);
  composition.pin(installed.shelf.pinned);
  tell = composition.journal.report;
  knows = ({ vendor, product }) =>
    composition.parts.catalog
      .devices()
      .some(({ value }) => value.match.usb.some((id) => id.vendor === vendor && id.product === product));
  const watching = keptEqual(composition, installed, options.disabledPlugins);
  watching.add(composition.parts.catalog.edition$.subscribe(learnt$));
  return {
    composition,
    begin: (how) => begun(composition, { ...ground, end: givenBack(ground, watching) }, early, how),
    abandon: () => givenBack(ground, watching)(() => undefined),
  };
};

/** What is known follows what is on disk, from now on. */
const keptEqual = (composition: Composition, installed: Installed, disabled: readonly string[]): Subscription => {
  const keep = pluginShelf(
    { composition, report: composition.journal.report, look: pluginsOnDisk, load: loadPlugins, disabled },
    installed.shelf,
    installed.outcomes,
  );
  const places = pluginPlaces();
  const watching = merge(...[places.files, addedFolder(places)].map(folderChanges)).subscribe(() => void keep());
  // What came between the first look and this one was heard by nobody.
  void keep();
  return watching;
};

const givenBack =
  (ground: Ground, watching: Subscription): Ground['end'] =>
  (report) => {
    watching.unsubscribe();
    return ground.end(report);
  };

const begun = (
  composition: Composition,
  ground: Ground,
  early: readonly FactBody[],
  { once, opening = [], end }: Parameters<Assembled['begin']>[0],
): Running => {
  const running = daemon(composition, {
    plugs$: ground.plugs$,
    once,
    opening: [...ground.opening, ...early, ...opening],
    end: async () => {
      await ground.end(composition.journal.report);
      await end?.();
    },
  });
  ground.begin();
  return { stop: running.stop, facts$: running.facts$.pipe(heardByAll()) };
};

/** Only what is stood on is loaded: no virtual world beside real sticks. */
const groundFor = async (options: AssembleOptions, installed: Installed, known: Knowing): Promise<Ground> => {
  if (options.simulate === undefined) {
    const { realGround } = await import('./real-ground.js');
    return realGround(options, installed, known);
  }
  const { virtualGround } = await import('./virtual-ground.js');
  return virtualGround(options.simulate, options, installed);
};
