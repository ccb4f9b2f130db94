import type { RecoveryActionName } from '@dialtone/plugins';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  first,
  ignoreElements,
  merge,
  type Observable,
  of,
  skipWhile,
  timeout,
} from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import { atCommand } from '../at/at-command.js';
import type { Limits } from '../pipeline/limits.js';
import type { StageTools, UsbDevice } from '../pipeline/tools.js';
import type { Door } from './ledger.js';

/** What a repair may touch. */
export interface Bench {
  readonly clock: StageTools['clock'];
  readonly limits: Limits;
  readonly usb: StageTools['usb'];
  readonly path: string;
  readonly control: () => AtChannel | undefined;
  /** Gives back every port of the plug; resolves when they may be opened again. */
  readonly release: () => Promise<void>;
}

type Action = Exclude<RecoveryActionName, 'give-up'>;

/** From which door the corridor is walked again after each action. */
export const doorAfter: Readonly<Record<Action, Door>> = {
  redial: 'dial',
  'next-profile': 'init/define-context',
  're-register': 'init/register',
  'radio-cycle': 'init/register',
  'modem-reset': 'modeswitch',
  'usb-reset': 'modeswitch',
};

/** Does what recovery decided and completes; what the modem answers does not matter here, the next walk will see. */
export const repair = (action: Action, bench: Bench): Observable<never> => {
  switch (action) {
    case 'redial':
    case 'next-profile':
      return EMPTY;
    case 're-register':
      return say(bench, 'AT+COPS=0');
    case 'radio-cycle':
      return concat(say(bench, 'AT+CFUN=4'), say(bench, 'AT+CFUN=1'));
    case 'modem-reset':
      return comesBack(bench, concat(say(bench, 'AT+CFUN=1,1'), released(bench)));
    case 'usb-reset':
      return comesBack(bench, concat(released(bench), bench.usb.reset(bench.path)));
  }
};

const say = (bench: Bench, line: string): Observable<never> =>
  defer(() => bench.control()?.send(atCommand(line)) ?? EMPTY).pipe(ignoreElements());

const released = (bench: Bench): Observable<never> => defer(() => bench.release()).pipe(ignoreElements());

/** A stick that does not come back in time is for the next walk to find gone. */
const comesBack = (bench: Bench, reset: Observable<never>): Observable<never> => {
  const returned$ = bench.usb.at$(bench.path).pipe(
    skipWhile((device: UsbDevice | undefined) => device !== undefined),
    filter((device) => device !== undefined),
    first(),
    timeout({ first: bench.limits.reenumerate, scheduler: bench.clock, with: () => of(undefined) }),
  );
  return merge(returned$, reset).pipe(
    first((device) => device !== undefined, undefined),
    concatMap(() => EMPTY),
  );
};
