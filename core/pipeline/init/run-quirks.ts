import type { AtAnswer, AtRequest, Quirk, QuirkContext } from '@dialtone/plugins';
import { catchError, concatMap, defer, from, map, type Observable, of, reduce, tap } from 'rxjs';
import { atCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import { Exit } from '../../facts/exit.js';
import { after, askOnce, cmeCode } from '../ask.js';
import type { Ported } from '../knowledge.js';
import type { StageTools } from '../tools.js';
import { understandLine } from '../understand-line.js';

/** Runs the device's quirks of one moment, one after another, and gives every reply that they got. */
export const runQuirks = (
  known: Pick<Ported, 'control' | 'device'>,
  when: Quirk['when'],
  context: QuirkContext,
  tools: StageTools,
): Observable<readonly AtReply[]> =>
  from((known.device.value.quirks ?? []).filter((quirk) => quirk.when === when)).pipe(
    concatMap((quirk) => runQuirk(known, quirk, context, tools)),
    tap((replies) => {
      for (const line of replies.flatMap(({ lines }) => lines)) understandLine(line, known.device.value, tools.report);
    }),
    reduce<readonly AtReply[], readonly AtReply[]>((all, replies) => [...all, ...replies], []),
  );

/** A quirk is somebody else's code: what it throws, or a line that is no AT command, ends the quirk and not the walk. */
const runQuirk = (
  known: Pick<Ported, 'control' | 'device'>,
  quirk: Quirk,
  context: QuirkContext,
  tools: StageTools,
): Observable<readonly AtReply[]> =>
  defer(() => {
    const asking = quirk.run(context);
    return turns(known, asking, asking.next(), 0, tools);
  }).pipe(
    catchError((error: unknown) => {
      if (error instanceof Exit) throw error;
      tools.report({
        fact: 'plugin.refused',
        plugin: known.device.plugin,
        because: `quirk ${quirk.id}: ${String(error)}`,
      });
      return of([]);
    }),
  );

/** More requests than this are a quirk that never ends. */
const mostTurns = 32;
/** As long as the contract allows a quirk to pause, and an init command to be waited for. */
const longestPauseMs = 5_000;
const longestAnswerMs = 180_000;

const turns = (
  known: Pick<Ported, 'control'>,
  asking: ReturnType<Quirk['run']>,
  request: IteratorResult<AtRequest, void>,
  taken: number,
  tools: StageTools,
): Observable<readonly AtReply[]> => {
  if (request.done) return of([]);
  if (taken === mostTurns) throw new Error(`more than ${mostTurns} requests`);
  const { send, limitMs, afterMs = 0 } = request.value;
  const command = atCommand(send);
  const limit = limitMs === undefined ? undefined : Math.min(limitMs, longestAnswerMs);
  return after(Math.min(afterMs, longestPauseMs), tools, () => askOnce(known, command, limit)).pipe(
    concatMap((reply) =>
      turns(known, asking, asking.next(toAnswer(reply)), taken + 1, tools).pipe(map((later) => [reply, ...later])),
    ),
  );
};

const toAnswer = (reply: AtReply): AtAnswer => {
  const code = cmeCode(reply);
  return { ok: reply.ok, lines: reply.lines, result: reply.result, ...(code === undefined ? {} : { code }) };
};
