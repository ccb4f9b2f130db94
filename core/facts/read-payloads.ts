import type { CallSummary } from './call-summary.js';
import type { Flaw } from './flaws.js';
import type { Sign } from './signs/index.js';

/** What those facts carry that are read in what other programs print, and never lived by our own corridor. */
export interface ReadPayloads {
  /** Another program began to connect. `level`: 0 a dialler or manager, 1 pppd, 2 chat, each inside the one before. */
  'run.started': { readonly by: string; readonly level: 0 | 1 | 2 };
  /** Another program said this in so many words. `detail` is what it named: a path, a reason, a number. */
  'sign.seen': { readonly sign: Sign; readonly by: string; readonly detail?: string };
  /** A setting of another program's configuration, e.g. of wvdial's section "Dialer Defaults"; secrets are hidden. Keys as its manual spells them. */
  'config.read': { readonly tool: string; readonly section?: string; readonly key: string; readonly value: string };
  /** Something is wrong with a line of configuration. `line` is that line, `better` what it should say, where that is known. */
  'config.flaw': {
    readonly flaw: Flaw;
    readonly tool: string;
    readonly key: string;
    readonly line: string;
    readonly better?: string;
  };
  /** A device that a listing of the bus names. `mode` is what its id or its interfaces mean; `driver` the kernel's, `none` where it is said to have none. */
  'usb.described': {
    readonly vendor: string;
    readonly product: string;
    readonly name?: string;
    readonly mode: 'storage' | 'modem' | 'network' | 'other' | 'unknown';
    readonly driver?: string;
  };
  /** Something names a carrier that a pack knows; `apns` in the pack's order. */
  'carrier.suspected': {
    readonly carrier: string;
    readonly name: string;
    readonly apns: readonly string[];
    readonly because: string;
  };
  /** One call in one fact, made of the facts of a run. */
  'call.summed': CallSummary;
}
