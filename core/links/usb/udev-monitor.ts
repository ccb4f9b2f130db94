import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { SchedulerLike, Subscription } from 'rxjs';
import { UsageError } from '../../facts/usage-error.js';
import { findProgram } from '../find-program.js';
import { type Hint, udevLines } from './udev-lines.js';
import { type UsbPlaces, udevSocket } from './usb-places.js';

/** Starts to say when the bus is worth a look; `ready` each time when it has begun to listen. Gives what ends it, for good. */
export type HintSource = (tell: (hint: Hint) => void) => () => Promise<void>;

/**
 * Has udevadm listen, and starts it again when it ends: what was missed meanwhile is found at its next `ready`. It has a process group of
 * its own, so that a Ctrl-C is not for it, and dies with us even where we are killed. Throws UsageError where there is no udevadm.
 */
export const udevMonitor = (places: UsbPlaces, clock: SchedulerLike): HintSource => {
  const udevadm = findProgram('udevadm', places.programs);
  if (udevadm === undefined)
    throw new UsageError(
      'Sticks are watched with udevadm, which is not here: install udev (apt install udev), or try --simulate.',
    );
  const setpriv = findProgram('setpriv', places.programs);
  return (tell) => {
    let tied = setpriv !== undefined;
    let running: ChildProcess | undefined;
    let again: Subscription | undefined;
    let over = false;

    const start = (): void => {
      const [program = udevadm, ...args] = [
        ...(tied && setpriv !== undefined ? [setpriv, '--pdeathsig', 'TERM'] : []),
        udevadm,
        ...monitorArguments(existsSync(udevSocket(places))),
      ];
      const lines = udevLines();
      let ready = false;
      running = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
      running.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
        for (const hint of lines(chunk)) {
          ready ||= hint.kind === 'ready';
          if (!over) tell(hint);
        }
      });
      // 'close' follows this, also where it could not be started.
      running.on('error', () => undefined);
      running.on('close', () => {
        running = undefined;
        // An old setpriv knows no --pdeathsig.
        tied &&= ready;
        if (!over) again = clock.schedule(start, restartMs);
      });
    };
    start();

    return async () => {
      over = true;
      again?.unsubscribe();
      await ended(running);
    };
  };
};

/** Where no udevd runs, nobody but the kernel itself tells of devices. */
const monitorArguments = (udevdRuns: boolean): readonly string[] => [
  'monitor',
  udevdRuns ? '--udev' : '--kernel',
  '--property',
  '--subsystem-match=usb',
  '--subsystem-match=tty',
];

/** Between its end and its next start: one that cannot run must not take the machine with it. */
const restartMs = 1_000;

const ended = (child: ChildProcess | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (child === undefined) return resolve();
    child.once('close', () => resolve());
    child.kill('SIGKILL');
  });
