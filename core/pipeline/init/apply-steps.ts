import type { AtStep } from '@dialtone/plugins';
import { concatMap, from, last, map, type Observable, tap } from 'rxjs';
import { atCommand } from '../../at/at-command.js';
import { Exit } from '../../facts/exit.js';
import { type Asking, answered, askOnce } from '../ask.js';
import type { Ported } from '../knowledge.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import type { Identified } from './identify.js';
import { runQuirks } from './run-quirks.js';

/** Sends what the device's plugin asks for, now that the model is known and the SIM is open. */
export const applySteps = (known: Ported & Identified, tools: StageTools): Observable<object> =>
  step('apply-steps', tools, (inside) =>
    sendSteps(known, known.device.value.init ?? []).pipe(
      concatMap(() => runQuirks(known, 'sim-ready', known.modem, inside)),
      map(() => ({})),
    ),
  );

/** Sends contributed commands in order. One that is refused or not answered ends the walk, unless it is optional: then it is a fact and no more. */
export const sendSteps = (known: Asking, steps: readonly AtStep[]): Observable<unknown> =>
  from(steps).pipe(
    concatMap(({ send, limitSeconds, optional }) =>
      askOnce(known, atCommand(send), limitSeconds === undefined ? undefined : limitSeconds * 1000).pipe(
        tap((reply) => {
          if (reply.ok || optional) return;
          answered(reply);
          throw new Exit('init.rejected', `${reply.command}: ${reply.result}`);
        }),
      ),
    ),
    last(undefined, undefined),
  );
