import { type LoadedPlugin, pickPlugins } from '@dialtone/plugins/host';
import { compose, type Foundations } from '../daemon/composition.js';
import { daemon } from '../daemon/daemon.js';
import type { FactBody } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { chooseEngine, type EngineChoice } from '../links/choose-engine.js';
import { fileMemory } from '../links/file-memory.js';
import { monotonicClock } from '../links/monotonic-clock.js';
import { enterNetworkNamespace } from '../links/network-namespace.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { openSerial } from '../links/serial-link.js';
import { stateDirectory } from '../links/state-directory.js';
import { checkSystem } from '../links/system-check.js';
import { tunAttach } from '../links/tun-attach.js';
import { userspaceEngine } from '../links/userspace-engine.js';
import { limits } from '../pipeline/limits.js';
import { opening } from './opening.js';
import type { Start, StartOptions } from './run.js';
import { askedFor, installedPlugins, lastingAs, virtualStick } from './virtual-stick.js';

/**
 * Puts a Dialtone together on a virtual stick: real pseudo terminals, the real serial code, PPP over a real interface in a network
 * namespace of its own where that is allowed. Everything that was asked for is checked before anything is made.
 */
export const startDialtone: Start = async (options) => {
  const installed = await installedPlugins();
  const enabled = enabledPlugins(installed.loaded, options);
  const asked = askedFor(options.simulate, installed);
  const engine = engineFor(options);

  const stick = await virtualStick(asked);
  const { world, ttys } = stick;
  // The first thing that a memory may have to say comes before anybody listens.
  const early: FactBody[] = [];
  let tell = (fact: FactBody): unknown => early.push(fact);
  const composition = await compose({
    clock: monotonicClock,
    usb: ttys.usb,
    openSerial,
    engine: engineOn(engine),
    network: () => noHostNetwork,
    memory: fileMemory(stateDirectory('virtual'), (because) => tell({ fact: 'memory.failed', because })),
    wanted: { level: 'online', overrides: options.overrides },
  });
  for (const plugin of enabled) await composition.load(plugin);
  tell = composition.journal.report;

  const running = daemon(composition, {
    plugs$: ttys.plugs$,
    once: options.once,
    opening: [...opening(options, asked.simulation, engine.place, world.delays, installed.refused), ...early],
  });
  world.plug();
  return { stop: running.stop, facts$: running.facts$.pipe(lastingAs(stick)) };
};

const enabledPlugins = (
  loaded: readonly LoadedPlugin[],
  { disabledPlugins }: StartOptions,
): readonly LoadedPlugin[] => {
  const picked = pickPlugins(loaded, disabledPlugins);
  if (picked.kind === 'unknown') throw new UsageError(picked.because);
  return picked.enabled;
};

type Chosen = Extract<EngineChoice, { readonly ok: true }>;

/** A simulated link gets an interface only where it cannot touch the host's network. */
const engineFor = ({ engine }: StartOptions): Chosen => {
  const system = checkSystem();
  const tun = system.tun.ok ? enterNetworkNamespace() : system.tun;
  const chosen = chooseEngine(engine, { ...system, tun });
  if (!chosen.ok) throw new UsageError(chosen.because);
  return chosen;
};

const engineOn =
  ({ because, place }: Chosen): Foundations['engine'] =>
  (defer) =>
    userspaceEngine({
      clock: monotonicClock,
      limits,
      because,
      defer,
      ...(place.kind === 'tun' ? { attach: tunAttach({ clock: monotonicClock, defaultRoute: true }) } : {}),
    });
