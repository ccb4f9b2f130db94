import { realpathSync } from 'node:fs';
import { Observable, throwError } from 'rxjs';
import { Exit } from '../../facts/exit.js';
import type { PppEngine } from '../../pipeline/tools.js';
import { findProgram } from '../find-program.js';
import type { EngineEvent } from '../userspace-options.js';
import type { PppdEngineOptions, PppdPrograms } from './engine-options.js';
import { runPppd } from './pppd-run.js';

export type { PppdEngineOptions, PppdPrograms } from './engine-options.js';

/** What this machine has; `pppd` as `checkSystem` found it. */
export const pppdPrograms = (pppd: string, folders?: readonly string[]): PppdPrograms => ({
  pppd,
  setpriv: utilLinuxOnly(findProgram('setpriv', folders)),
  nothing: findProgram('true', folders) ?? '/bin/true',
});

/** busybox has a setpriv that knows no --pdeathsig. */
const utilLinuxOnly = (path: string | undefined): string | undefined =>
  path === undefined || realpathSync(path).endsWith('/busybox') ? undefined : path;

/**
 * PPP by the kernel, as pppd sets it up: the call's tty is handed over to it, and comes back with its end. It needs root and a kernel with
 * PPP. Errors with Exit `ppp.engine-failed` when pppd could not even begin, `port-select.no-tty` when the tty has left.
 */
export const pppdEngine = (options: PppdEngineOptions): PppEngine => ({
  name: 'pppd',
  because: options.because,
  run: (call) => {
    const { tty } = call.data;
    if (tty === undefined) return throwError(() => new Exit('ppp.engine-failed', 'pppd needs a tty to work on'));
    return new Observable<EngineEvent>((subscriber) => {
      const run = runPppd(options, call, tty, subscriber);
      options.defer(run.close);
      // The end begins now and goes on after this teardown, which cannot wait; whoever got `close` awaits it.
      return () => void run.close();
    });
  },
});
