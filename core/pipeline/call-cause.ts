import { concatMap, map, type Observable, of } from 'rxjs';
import { atCommand } from '../at/at-command.js';
import type { AtReply } from '../at/at-reply.js';
import { parseActiveContexts } from '../at/parse-active-contexts.js';
import { parseCallEnd } from '../at/parse-call-end.js';
import { parseContexts } from '../at/parse-contexts.js';
import { askOnce } from './ask.js';
import type { Ready } from './knowledge.js';
import type { StageTools } from './tools.js';

/** What the modem itself knows of a call that goes wrong. */
export interface CallCause {
  /** The dialled context is defined in the modem; `undefined` when it did not say. */
  readonly defined: boolean | undefined;
  /** Its own words are about the data context: no need to wait for more. */
  readonly decisive: boolean;
}

const nothing: CallCause = { defined: undefined, decisive: false };

/**
 * Asks the second AT port, which stays in command mode during a call. A stick with one port cannot be asked, and what a silent one
 * does not say is no new misfortune: the call's own end is what is told.
 */
export const reportCallCause = (known: Ready, tools: StageTools): Observable<CallCause> =>
  known.controlPort.port === known.dataPort.port
    ? of(nothing)
    : askBriefly(known, ['AT+CGDCONT?', 'AT+CGACT?', 'AT+CEER'], tools).pipe(
        map(([contexts, states, cause]) => {
          const defined = reportDefined(contexts?.ok ? contexts.lines : undefined, known, tools);
          reportActive(states?.ok ? states.lines : undefined, known, tools);
          return { defined, decisive: reportWords(cause?.ok ? cause.lines : undefined, tools) };
        }),
      );

/** In order, up to the first that is met with silence. */
const askBriefly = (
  known: Ready,
  [line, ...rest]: readonly string[],
  tools: StageTools,
): Observable<readonly AtReply[]> =>
  line === undefined
    ? of([])
    : askOnce(known, atCommand(line), tools.limits.callCause).pipe(
        concatMap((reply) =>
          reply.end.kind === 'timeout' || reply.end.kind === 'closed'
            ? of([])
            : askBriefly(known, rest, tools).pipe(map((later) => [reply, ...later])),
        ),
      );

const reportDefined = (lines: readonly string[] | undefined, known: Ready, tools: StageTools): boolean | undefined => {
  if (!lines) return undefined;
  const cid = known.plan.cid.value;
  const context = parseContexts(lines).find((entry) => entry.cid === cid);
  tools.report({
    fact: 'context.listed',
    cid,
    defined: context !== undefined,
    ...(context ? { apn: context.apn } : {}),
  });
  return context !== undefined;
};

const reportActive = (lines: readonly string[] | undefined, known: Ready, tools: StageTools): void => {
  const cid = known.plan.cid.value;
  const state = lines && parseActiveContexts(lines).find((entry) => entry.cid === cid);
  if (state) tools.report({ fact: 'context.active', cid, active: state.active });
};

const reportWords = (lines: readonly string[] | undefined, tools: StageTools): boolean => {
  const text = lines && parseCallEnd(lines);
  if (text === undefined) return false;
  const decisive = speaksOfTheContext(text);
  tools.report({ fact: 'modem.cause', text, decisive });
  return decisive;
};

/**
 * Session-management causes of TS 24.008 (10.5.6.6) as modems print them after +CEER: by number, or in words. Call-control
 * causes such as "normal call clearing" (16) say nothing about the context.
 */
const speaksOfTheContext = (text: string): boolean =>
  /\b(apn|pdp|context|service option|subscri\w+|activation)\b/i.test(text) || /^\D*\b(8|2[5-9]|3[0-5])\b/.test(text);
