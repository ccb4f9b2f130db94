import type { UsbId } from '@dialtone/plugins';
import { compose } from '../daemon/composition.js';
import { daemon } from '../daemon/daemon.js';
import type { FactBody } from '../facts/fact.js';
import { fileMemory } from '../links/file-memory.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { stateDirectory } from '../links/state-directory.js';
import type { Ground } from './ground.js';
import { heardByAll } from './heard-by-all.js';
import { enabledPlugins, type Installed, installedPlugins } from './installed-plugins.js';
import type { Start, StartOptions } from './run.js';

/** Puts a Dialtone together, on the sticks of this machine or on a virtual one. Everything that was asked for is checked before anything is made. */
export const startDialtone: Start = async (options) => {
  const installed = await installedPlugins();
  const enabled = enabledPlugins(installed, options);
  let knows = (_id: UsbId): boolean => false;
  const ground = await groundFor(options, installed, (id) => knows(id));
  // The first thing that a memory may have to say comes before anybody listens.
  const early: FactBody[] = [];
  let tell = (fact: FactBody): unknown => early.push(fact);
  const { usb, openSerial, engine, network } = ground;
  const composition = await compose({
    clock: monotonicClock,
    usb,
    openSerial,
    engine,
    network,
    memory: fileMemory(stateDirectory(ground.sticks), (because) => tell({ fact: 'memory.failed', because })),
    wanted: { level: 'online', overrides: options.overrides },
  });
  for (const plugin of enabled) await composition.load(plugin);
  tell = composition.journal.report;
  knows = ({ vendor, product }) =>
    composition.parts.catalog
      .devices()
      .some(({ value }) => value.match.usb.some((id) => id.vendor === vendor && id.product === product));

  const running = daemon(composition, {
    plugs$: ground.plugs$,
    once: options.once,
    opening: [...ground.opening, ...early],
    end: () => ground.end(composition.journal.report),
  });
  ground.begin();
  return { stop: running.stop, facts$: running.facts$.pipe(heardByAll()) };
};

/** Only what is stood on is loaded: no virtual world beside real sticks. */
const groundFor = async (
  options: StartOptions,
  installed: Installed,
  knows: (id: UsbId) => boolean,
): Promise<Ground> => {
  if (options.simulate === undefined) {
    const { realGround } = await import('./real-ground.js');
    return realGround(options, installed, knows);
  }
  const { virtualGround } = await import('./virtual-ground.js');
  return virtualGround(options.simulate, options, installed);
};
