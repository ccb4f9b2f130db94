import type { Observable } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import type { Overrides } from '../facts/wanted.js';

/** Begins: the one call from the command line into the daemon, loaded only when something is to run. */
export const run: Start = async (options) => {
  const { startDialtone } = await import('./start-dialtone.js');
  return startDialtone(options);
};

/** Rejects with UsageError, before any fact, when a name is unknown or the engine is refused. */
export type Start = (options: StartOptions) => Promise<Running>;

/** What was asked for on the command line, checked. Device, carrier, plugin and misbehaviour names are not: the daemon knows which exist. */
export interface StartOptions {
  /** Instead of the sticks that are plugged into this machine. */
  readonly simulate?: Simulate;
  readonly disabledPlugins: readonly string[];
  readonly overrides: Overrides;
  readonly engine: Engine;
  /** Whether the machine's traffic and names may go through the link. */
  readonly defaultRoute: boolean;
  /** Leave, hung up, after the first verdict. */
  readonly once: boolean;
}

/** A virtual stick with a virtual SIM in it, as it was asked for. */
export interface Simulate {
  readonly device: string;
  readonly carrier: string;
  readonly misbehave: readonly string[];
  /** `simulate` only: on real USB, and so switched by nobody but the system that has it, instead of on ttys of its own. */
  readonly usbip?: boolean;
}

export const engines = ['auto', 'pppd', 'userspace'] as const;
export type Engine = (typeof engines)[number];

export interface Running {
  /** Begins when it is first subscribed to; completes when everything is given back. Whoever comes later hears what is still to come. */
  readonly facts$: Observable<Fact>;
  /** Asks for the end; safe to call twice. */
  readonly stop: () => void;
}
