import { concatMap, map, type Observable, of, tap, throwError } from 'rxjs';
import { atCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import { parsePinRetries } from '../../at/parse-pin-retries.js';
import { Exit } from '../../facts/exit.js';
import { type Asking, answered, ask, askOnce } from '../ask.js';
import type { Ported } from '../knowledge.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import { runQuirks } from './run-quirks.js';

export interface Woken {
  /** PIN and PUK tries left, where a quirk asked for them and the modem said. */
  readonly retries: { readonly pin: number; readonly puk?: number } | undefined;
}

/**
 * Waits until the modem answers AT at all (a stick that has just booted swallows some), turns echo off and error numbers on,
 * and lets the device's quirks for this moment speak first: some sticks hang if they do not.
 */
export const wake = (known: Ported, tools: StageTools): Observable<Woken> =>
  step('wake', tools, (inside) =>
    firstAnswer(known, tools, tools.limits.wakeTries).pipe(
      concatMap(() => ask(known, 'AT+CMEE=1')),
      concatMap(() => runQuirks(known, 'woken', { model: undefined, revision: undefined }, inside)),
      map((replies) => ({ retries: retriesIn(replies, inside) })),
    ),
  );

const firstAnswer = (known: Asking, tools: StageTools, tries: number): Observable<AtReply> =>
  tries === 0
    ? throwError(() => new Exit('init.no-reply', 'ATE0V1'))
    : askOnce(known, atCommand('ATE0V1'), tools.limits.wake).pipe(
        concatMap((reply) => (reply.end.kind === 'timeout' ? firstAnswer(known, tools, tries - 1) : of(reply))),
        tap(answered),
      );

const retriesIn = (replies: readonly AtReply[], tools: StageTools): Woken['retries'] => {
  const retries = replies.flatMap(({ lines }) => parsePinRetries(lines) ?? []).at(-1);
  if (retries) tools.report({ fact: 'sim.retries', ...retries });
  return retries;
};
