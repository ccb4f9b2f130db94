import type { AuthMethod } from '@dialtone/plugins';

/** What somebody asked for beyond a level. Secrets travel here and nowhere else; absent means "you choose". */
export interface Overrides {
  /** Checked with the contract's APN schema before it gets here; empty means the subscription's default. */
  readonly apn?: string;
  readonly user?: string;
  readonly password?: string;
  readonly pin?: string;
  readonly auth?: readonly AuthMethod[];
  /** MCC and MNC, five or six digits: this network and no other. */
  readonly network?: string;
  /** A network that is not the SIM's own is not used. */
  readonly homeOnly?: true;
}

/**
 * What is asked for: a level, never an event. off (its ports are anybody's) < standby (known, SIM open, not registered by us) < ready
 * (registered) < online.
 */
export type Wanted =
  | { readonly level: 'off' }
  /** `as-is`: nobody has said anything about the radio. */
  | (Asked & { readonly level: 'standby'; readonly radio: 'on' | 'off' | 'as-is' })
  | (Asked & { readonly level: 'ready' })
  | (Asked & { readonly level: 'online' });
export type Level = Wanted['level'];

interface Asked {
  readonly overrides: Overrides;
  /** How many times somebody has asked for a reset of this modem: one more is one more. */
  readonly resets?: number;
}

export const overridesOf = (wanted: Wanted): Overrides => (wanted.level === 'off' ? {} : wanted.overrides);

/** One text for the same overrides, in whatever order they were said. */
export const overridesKey = (overrides: Overrides): string =>
  JSON.stringify(Object.entries(overrides).sort(([one], [other]) => (one < other ? -1 : 1)));
