import type { DaemonFlags } from './program.js';
import type { StartOptions } from './run.js';
import { noOptionAsValue, simulated } from './start-options.js';

/** What was asked for on the command line, checked; as with `up`, which names exist only the daemon knows. */
export type DaemonOptions = Pick<StartOptions, 'simulate' | 'disabledPlugins' | 'engine'> & {
  /** NetworkManager is offered a profile for a SIM whose carrier is known. */
  readonly provision: boolean;
  /** AT commands may be sent over the bus, as ModemManager's own debug mode lets them. */
  readonly debug: boolean;
};

/** Checks the flags of `daemon` before anything starts. Throws UsageError with one sentence. */
export const daemonOptions = ({
  simulate,
  misbehave,
  disablePlugin,
  engine,
  provision,
  debug,
}: DaemonFlags): DaemonOptions => {
  noOptionAsValue({ simulate, misbehave: misbehave.at(-1), 'disable-plugin': disablePlugin.at(-1) });
  return { ...simulated(simulate, misbehave), disabledPlugins: disablePlugin, engine, provision, debug };
};
