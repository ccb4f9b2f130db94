import { existsSync, realpathSync } from 'node:fs';
import type { Observer, Subscription } from 'rxjs';
import type { Tty } from '../../at/byte-stream.js';
import { Exit } from '../../facts/exit.js';
import type { PppCall } from '../../pipeline/tools.js';
import { meaningOf, type ProgramEnd } from '../../ppp/exit-status.js';
import type { PppEvent } from '../../ppp/ppp-event.js';
import { reasonOf } from '../check.js';
import { probeThroughInterface } from '../kernel-probe.js';
import { promiseOfEnd } from '../promise-of-end.js';
import type { EngineEvent } from '../userspace-options.js';
import type { PppdEngineOptions } from './engine-options.js';
import { takeInterfaceName } from './free-interface.js';
import { howItEnded } from './how-it-ended.js';
import { freshLog, readLogLine } from './pppd-log.js';
import { pppdArguments } from './pppd-options.js';
import { type RunningProgram, startProgram } from './start-program.js';
import { toldLine } from './told-line.js';

type Up = Extract<PppEvent, { kind: 'up' }>;

/** One run of pppd on a call. `close` begins its end, if it has not begun, and resolves when nothing of the run is left. */
export interface PppdRun {
  readonly close: () => Promise<void>;
}

/** Hands the tty over, runs pppd on it, and tells what its log and its end mean. */
export const runPppd = (
  options: PppdEngineOptions,
  call: PppCall,
  tty: Tty,
  observer: Observer<EngineEvent>,
): PppdRun => {
  const { clock, limits, programs } = options;
  const name = takeInterfaceName(options.interfaces);
  const over = promiseOfEnd();
  let log = freshLog;
  let lastSaid = '';
  let link: Up | undefined;
  let letGo: () => void = () => undefined;
  let running: RunningProgram | undefined;
  let patience: Subscription | undefined;
  let asked = false;

  const start = (): void => {
    const args = pppdArguments({
      tty: tty.path,
      hasModemLines: hasModemLines(tty.path),
      interface: name.name,
      user: call.user,
      auth: call.auth,
      lcpTries: limits.lcpTries,
      script: programs.nothing,
    });
    running = startProgram({
      command: commandOf(programs, args),
      secret: call.password,
      clock,
      onLine: takeLine,
      onEnd: takeEnd,
      onFailure: (error) => fail(new Exit('ppp.engine-failed', `${programs.pppd}: ${reasonOf(error)}`)),
    });
  };

  const takeLine = (line: string): void => {
    const told = toldLine(line, call);
    if (told !== undefined) {
      lastSaid = told;
      observer.next({ kind: 'said', line: told });
    }
    const [next, events] = readLogLine(log, line, programs.nothing);
    log = next;
    // pppd has the tty open itself.
    if (log.interface !== undefined) letGo();
    events.forEach(tell);
  };

  const tell = (event: PppEvent): void => {
    observer.next(event);
    if (event.kind === 'up') carryIp(event);
    if (event.kind === 'ipcp-failed') end();
  };

  const carryIp = (up: Up): void => {
    // As in our own engine: with another address every connection is dead, and a new walk says so more clearly.
    if (link !== undefined && link.address !== up.address) end();
    if (link !== undefined) return;
    link = up;
    const { address, peer, dns } = up;
    const through = log.interface ?? name.name;
    observer.next({
      kind: 'link',
      link: {
        engine: 'pppd',
        interface: through,
        probe: (limitMs) =>
          probeThroughInterface({ interface: through, address, target: dns[0] ?? peer, dns, limitMs, clock }),
      },
    });
  };

  /** Politely, and after a while not. */
  const end = (): void => {
    if (running === undefined || patience !== undefined) return;
    running.terminate();
    patience = clock.schedule(() => running?.kill(), limits.pppdEnd);
  };

  const takeEnd = (how: ProgramEnd): void => {
    observer.next({ kind: 'exited', ...how, means: meaningOf(how) });
    const ttyGone = !existsSync(tty.path);
    const verdict = howItEnded({ end: how, log, asked, lastSaid, tty: tty.path, ttyGone });
    if (verdict instanceof Exit) fail(verdict);
    else complete(verdict);
  };

  const complete = (events: readonly PppEvent[]): void => {
    finish();
    for (const event of events) observer.next(event);
    observer.complete();
  };

  const fail = (error: unknown): void => {
    finish();
    observer.error(error);
  };

  const finish = (): void => {
    running = undefined;
    patience?.unsubscribe();
    letGo();
    name.giveBack();
    over.resolve();
  };

  const close = (): Promise<void> => {
    asked = true;
    end();
    return over.promise;
  };

  tty.handOver().then((given) => {
    letGo = given;
    if (asked) complete([{ kind: 'ended', because: 'closed' }]);
    else start();
  }, fail);
  return { close };
};

/** setpriv makes the kernel end pppd with us, whatever ends us. */
const commandOf = ({ setpriv, pppd }: PppdEngineOptions['programs'], args: readonly string[]): [string, ...string[]] =>
  setpriv === undefined ? [pppd, ...args] : [setpriv, '--pdeathsig', 'TERM', '--', pppd, ...args];

/** A pseudo terminal has none; everything else that a modem is behind has. */
const hasModemLines = (path: string): boolean => {
  try {
    return !realpathSync(path).startsWith('/dev/pts/');
  } catch {
    return true;
  }
};
