import type { Rule, StageName } from '@dialtone/plugins';
import { defer, ignoreElements, type Observable } from 'rxjs';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { StageTools } from '../pipeline/tools.js';
import type { History } from './history.js';
import type { Ledger } from './ledger.js';
import type { Lifetime } from './lifetime.js';
import type { StickPorts } from './ports.js';
import type { Presence } from './presence.js';
import type { PolicyRule } from './recovery.js';

/** What one plugged stick's session is made of; session-scope.ts puts it together. */
export interface SessionParts {
  readonly path: string;
  /** Somebody deals with this stick from outside. */
  readonly lent: boolean;
  readonly tools: StageTools;
  /** The present one first, then each change; completes behind `gone`. */
  readonly presence$: Observable<Presence>;
  /** The present one first, then each change. */
  readonly identity$: Observable<StickIdentity>;
  readonly ledger: Ledger;
  readonly history: History;
  readonly ports: StickPorts;
  readonly lifetimes: { readonly plug: Lifetime; readonly walk: Lifetime };
  /** Where the walk stands. */
  readonly stage: () => StageName | undefined;
  /** The carrier's rules, then the device's, then the core's. */
  readonly policy: () => readonly PolicyRule[];
  /** In the same order: among equally sure ones the first speaks. */
  readonly rules: () => readonly Rule[];
}

/** Completes when everything of a lifetime has been given back. */
export const closed = (lifetime: Lifetime): Observable<never> => defer(() => lifetime.close()).pipe(ignoreElements());
