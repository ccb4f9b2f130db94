import { randomBytes } from 'node:crypto';
import { Observable } from 'rxjs';
import type { PppCall, PppEngine } from '../pipeline/tools.js';
import type { PppConfig } from '../ppp/ppp-config.js';
import { runPpp } from './ppp-run.js';
import type { EngineEvent, UserspaceOptions } from './userspace-options.js';

export type { AttachedPort, EngineEvent, LinkAddress, UserspaceOptions } from './userspace-options.js';

/**
 * PPP without the kernel's PPP: our own machine over the call's bytes. Works everywhere; packets go to a kernel interface
 * where one may be made, and stay in the process where not. Errors of `attach` are passed on, after a polite end.
 */
export const userspaceEngine = (options: UserspaceOptions): PppEngine => ({
  name: 'userspace',
  because: options.because,
  run: (call) =>
    new Observable<EngineEvent>((subscriber) => {
      const run = runPpp(options, configFor(options, call), call.data, subscriber);
      options.defer(run.close);
      // The polite end begins now and goes on after this teardown, which cannot wait; whoever got `close` awaits it.
      return () => void run.close();
    }),
});

const configFor = (options: UserspaceOptions, call: PppCall): PppConfig => ({
  role: 'client',
  random: options.random ?? ((count) => randomBytes(count)),
  user: call.user,
  password: call.password,
  auth: call.auth,
  lcpMaxConfigure: options.limits.lcpTries,
  terminateMs: options.limits.terminate,
});
