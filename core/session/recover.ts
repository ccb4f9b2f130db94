import type { RecoveryActionName } from '@dialtone/plugins';
import { catchError, concat, defer, ignoreElements, type Observable, of, takeUntil, throwError, timer } from 'rxjs';
import { doorAfter } from '../facts/doors.js';
import { type Exit, toExit } from '../facts/exit.js';
import { repairs } from './ledger.js';
import { decide, type RecoveryDecision } from './recovery.js';
import { type Bench, needsControl, repair } from './repair.js';
import { closed, type SessionParts } from './session-parts.js';
import { gone } from './watch-presence.js';

/** The one place where it is decided what follows an exit. Emits once the next walk may begin, errors with the exit to give up on. */
export const recover = (exit: Exit, parts: SessionParts): Observable<true> =>
  defer(() => {
    walkEnded(exit, parts);
    const decision = decided(exit, parts);
    return decision.action === 'give-up' ? throwError(() => exit) : carriedOut(decision, parts);
  });

/** Each walk turns its exit into a fact. */
export const walkEnded = (exit: Exit, { tools, history }: SessionParts): void => {
  history.walkEnded(tools.clock.now());
  tools.report({ fact: 'walk.ended', exit: exit.code, ...(exit.detail === undefined ? {} : { detail: exit.detail }) });
};

/** A stick that is not there is beyond any repair, whatever a plugin says. */
const decided = ({ code }: Exit, parts: SessionParts): RecoveryDecision =>
  code === 'usb.gone'
    ? { action: 'give-up' }
    : decide(code, parts.history.tried(), parts.policy(), (action) => isPossible(action, parts));

const isPossible = (action: RecoveryActionName, { ledger, ports }: SessionParts): boolean => {
  if (needsControl(action)) return ports.controlChannel() !== undefined;
  if (action !== 'next-profile') return true;
  const plan = ledger.facts().findLast((fact) => fact.fact === 'plan.resolved');
  return plan !== undefined && plan.attempt < plan.of;
};

/** A repair that fails is an exit like any other. Counts end it. */
const carriedOut = (
  decision: Exclude<RecoveryDecision, { readonly action: 'give-up' }>,
  parts: SessionParts,
): Observable<true> => {
  const { tools, history, ledger, lifetimes } = parts;
  const { action, waitMs } = decision;
  history.note(decision);
  tools.report({ fact: 'recovery.chosen', ...decision }, repairs);
  ledger.clear(doorAfter[action]);
  return concat(
    closed(lifetimes.walk),
    timer(waitMs, tools.clock).pipe(ignoreElements(), takeUntil(gone(parts.presence$))),
    repaired(action, parts),
    of(true as const),
  ).pipe(catchError((error: unknown) => recover(toExit(error), parts)));
};

/** A stick that goes meanwhile ends it. */
export const repaired = (action: Exclude<RecoveryActionName, 'give-up'>, parts: SessionParts): Observable<never> =>
  repair(action, benchOf(parts)).pipe(takeUntil(gone(parts.presence$)));

const benchOf = ({ tools, path, ports, lifetimes }: SessionParts): Bench => ({
  clock: tools.clock,
  limits: tools.limits,
  usb: tools.usb,
  announceAbsence: tools.announceAbsence,
  path,
  control: ports.controlChannel,
  release: lifetimes.plug.close,
});
