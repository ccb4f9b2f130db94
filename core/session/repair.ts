import type { RecoveryActionName } from '@dialtone/plugins';
import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  type Observable,
  of,
  skipWhile,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import { atCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import type { Limits } from '../pipeline/limits.js';
import type { StageTools } from '../pipeline/tools.js';

/** What a repair may touch. */
export interface Bench {
  readonly clock: StageTools['clock'];
  readonly limits: Limits;
  readonly usb: StageTools['usb'];
  readonly announceAbsence: () => void;
  readonly path: string;
  readonly control: () => AtChannel | undefined;
  /** Gives back every port of the plug; resolves when they may be opened again. */
  readonly release: () => Promise<void>;
}

type Action = Exclude<RecoveryActionName, 'give-up'>;

/** Repairs that are said to the modem, and so impossible while its control port is not there. */
export const needsControl = (action: RecoveryActionName): boolean =>
  action === 're-register' || action === 'radio-cycle' || action === 'modem-reset';

/** Does what recovery decided and completes; except for a refused reset, what the modem answers does not matter here: the next walk will see. */
export const repair = (action: Action, bench: Bench): Observable<never> => {
  switch (action) {
    case 'redial':
    case 'next-profile':
      return EMPTY;
    case 're-register':
      return say(bench, 'AT+COPS=0', bench.limits.registration).pipe(ignoreElements());
    case 'radio-cycle':
      return concat(say(bench, 'AT+CFUN=4'), say(bench, 'AT+CFUN=1')).pipe(ignoreElements());
    case 'modem-reset':
      return comesBack(bench, resetModem(bench));
    case 'usb-reset':
      return comesBack(bench, concat(released(bench), bench.usb.reset(bench.path)));
  }
};

const say = (bench: Bench, line: string, limitMs = bench.limits.command): Observable<AtReply> =>
  defer(() => bench.control()?.send(atCommand(line), { limitMs }) ?? EMPTY);

const released = (bench: Bench): Observable<never> => defer(() => bench.release()).pipe(ignoreElements());

/** Emits when the modem refused: then it stays, and there is nothing to wait for. */
const resetModem = (bench: Bench): Observable<unknown> =>
  say(bench, 'AT+CFUN=1,1').pipe(concatMap((reply) => (tookReset(reply) ? released(bench) : of('refused'))));

/** A modem that resets itself may leave the bus before its OK is out, or with the port still open. */
export const tookReset = ({ ok, result }: Pick<AtReply, 'ok' | 'result'>): boolean =>
  ok || result === 'timeout' || result === 'closed';

/** Waits for the way out and back. A stick that does not come back in time is for the next walk to find gone. */
const comesBack = (bench: Bench, reset$: Observable<unknown>): Observable<never> =>
  defer(() => {
    bench.announceAbsence();
    const returned$ = bench.usb.at$(bench.path).pipe(
      skipWhile((device) => device !== undefined),
      filter((device) => device !== undefined),
    );
    return merge(returned$, reset$).pipe(
      take(1),
      takeUntil(timer(bench.limits.reenumerate, bench.clock)),
      ignoreElements(),
    );
  });
