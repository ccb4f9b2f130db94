import type { Rule } from '@dialtone/plugins';
import type { Observable, SchedulerLike } from 'rxjs';
import type { OpenSerial } from '../at/byte-stream.js';
import type { FactBody } from '../facts/fact.js';
import type { Journal } from '../facts/journal.js';
import type { Wanted } from '../facts/wanted.js';
import type { Limits } from '../pipeline/limits.js';
import type { Catalog, HostNetwork, Memory, PppEngine, Usb } from '../pipeline/tools.js';
import type { LentStick } from './lent-stick.js';

/** What the process lends to every plugged stick. */
export interface ProcessParts {
  readonly clock: SchedulerLike;
  readonly limits: Limits;
  readonly journal: Journal;
  readonly usb: Usb;
  readonly openSerial: OpenSerial;
  /** Makes an engine whose links are closed, politely, by what it defers. */
  readonly engine: (defer: (close: () => Promise<void>) => void) => PppEngine;
  /** Makes what leads the host's traffic into a link, and takes it back by what it defers. */
  readonly network: (lent: {
    readonly defer: (close: () => Promise<void>) => void;
    readonly report: (fact: FactBody) => void;
  }) => HostNetwork;
  readonly catalog: Catalog;
  readonly memory: Memory;
  /** What is asked of the stick at this bus path: the level in force first, then each change. */
  readonly wanted: (path: string) => Observable<Wanted>;
  /** Where whoever wants to deal with single sticks is told of each, from its plug to its end; absent where nobody does. */
  readonly lend?: (stick: LentStick) => { readonly takeBack: () => void };
  /** The core's own rules of diagnosis. */
  readonly rules: readonly Rule[];
}
