import { concatMap, defer, map, type Observable, of, tap, timer } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import type { AtCommand } from '../at/at-command.js';
import { atCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import { Exit } from '../facts/exit.js';
import type { StageTools } from './tools.js';

/** What a step needs to talk to the modem. */
export interface Asking {
  readonly control: AtChannel;
}

/**
 * Asks the control port. A refusal is a reply; silence is asked once more, since a stick may swallow a line while it boots, and
 * then ends the walk with `init.no-reply`. For commands that may be sent twice.
 */
export const ask = (known: Asking, line: string, limitMs?: number): Observable<AtReply> =>
  askOnce(known, atCommand(line), limitMs).pipe(
    concatMap((reply) => (reply.end.kind === 'timeout' ? askOnce(known, atCommand(line), limitMs) : of(reply))),
    tap(answered),
  );

/** Asks exactly once, for commands that must not be repeated (a PIN). */
export const askOnce = (known: Asking, command: AtCommand, limitMs?: number): Observable<AtReply> =>
  known.control.send(command, limitMs === undefined ? {} : { limitMs });

/** Errors with `init.no-reply` when there was no reply. */
export const answered = (reply: AtReply): void => {
  if (reply.end.kind === 'timeout' || reply.end.kind === 'closed') {
    throw new Exit('init.no-reply', `${reply.command}: ${reply.end.kind}`);
  }
};

/** Asks several in order; only the answers matter. */
export const askAll = (known: Asking, lines: readonly string[]): Observable<readonly AtReply[]> => {
  const [line, ...rest] = lines;
  if (line === undefined) return of([]);
  return ask(known, line).pipe(concatMap((reply) => askAll(known, rest).pipe(map((later) => [reply, ...later]))));
};

/**
 * Asks what the SIM must answer, again and again while it says that it is busy (+CME ERROR: 14), as it does right after power-up, PIN or
 * +CFUN=1, up to limits.simBusy. The last reply, whatever it is.
 */
export const askSim = (known: Asking, line: string, tools: StageTools): Observable<AtReply> =>
  askAgain(
    () => ask(known, line),
    (reply) => cmeCode(reply) === simBusy,
    tools,
  );

/** Asks again after limits.simBusyPause for as long as the SIM is not there yet, up to limits.simBusy. The last answer, whatever it is. */
export const askAgain = <T>(
  asking: () => Observable<T>,
  isNotYet: (answer: T) => boolean,
  tools: StageTools,
): Observable<T> =>
  defer(() => {
    const until = tools.clock.now() + tools.limits.simBusy;
    const asked = (): Observable<T> =>
      asking().pipe(
        concatMap((answer) =>
          isNotYet(answer) && tools.clock.now() < until ? after(tools.limits.simBusyPause, tools, asked) : of(answer),
        ),
      );
    return asked();
  });

/** Of TS 27.007, 9.2. */
export const simBusy = 14;

/** The number of a +CME ERROR, where the modem gave one. */
export const cmeCode = ({ end }: AtReply): number | undefined => (end.kind === 'cme' ? end.code : undefined);

/** Runs `next` after a pause of the modem's own asking (SIM busy), on the corridor's clock. */
export const after = <T>(ms: number, tools: StageTools, next: () => Observable<T>): Observable<T> =>
  ms === 0 ? defer(next) : timer(ms, tools.clock).pipe(concatMap(next));
