import type { AuthMethod } from '@dialtone/plugins';

/** What somebody asked for beyond "online". Secrets travel here and nowhere else; absent means "you choose". */
export interface Overrides {
  /** Checked with the contract's APN schema before it gets here; empty means the subscription's default. */
  readonly apn?: string;
  readonly user?: string;
  readonly password?: string;
  readonly pin?: string;
  readonly auth?: readonly AuthMethod[];
}

/** What is asked for: a level, never an event. off < ready (registered) < online. */
export type Wanted =
  | { readonly level: 'off' }
  | { readonly level: 'ready'; readonly overrides: Overrides }
  | { readonly level: 'online'; readonly overrides: Overrides };
