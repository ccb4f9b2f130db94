import {
  concatMap,
  defer,
  EMPTY,
  exhaustMap,
  filter,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  reduce,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { atCommand } from '../at/at-command.js';
import { parseOperator, type ServingOperator } from '../at/parse-operator.js';
import { parseSignal } from '../at/parse-signal.js';
import type { Fact } from '../facts/fact.js';
import type { SessionParts } from './session-parts.js';
import { gone } from './watch-presence.js';

/**
 * Keeps what is known of the network true for whoever looks at the modem from outside: who serves it, asked after each registration, and how
 * well it is heard, asked in named intervals, since nothing tells it unasked. Never errors; ends with the stick.
 */
export const monitor = (parts: SessionParts, facts$: Observable<Fact>): Observable<never> => {
  const { tools, presence$, ledger, path } = parts;
  const isRegistered = () => ledger.get('init/register') !== undefined;
  const registered$ = facts$.pipe(
    filter((fact) => fact.stick === path && (isPassed(fact) || (isRegistered() && isRegistration(fact)))),
    exhaustMap(() => askOperator(parts)),
  );
  const signal$ = timer(tools.limits.signal, tools.limits.signal, tools.clock).pipe(
    filter(isRegistered),
    exhaustMap(() => measureSignal(parts)),
  );
  return merge(registered$, signal$).pipe(ignoreElements(), takeUntil(gone(presence$)));
};

const isPassed = (fact: Fact): boolean => fact.fact === 'step.passed' && fact.step === 'register';
const isRegistration = (fact: Fact): boolean => fact.fact === 'registration.changed' && fact.registered;

/** Both forms of the name: in numbers for those who compare, in words for people. */
const askOperator = (parts: SessionParts): Observable<unknown> =>
  from(['AT+COPS=3,2', 'AT+COPS?', 'AT+COPS=3,0', 'AT+COPS?']).pipe(
    concatMap((command) => ask(parts, command)),
    reduce((known: ServingOperator, lines) => ({ ...known, ...parseOperator(lines) }), {}),
    tap((operator) => {
      if (operator.code !== undefined || operator.name !== undefined)
        parts.tools.report({ fact: 'operator.named', ...operator }, 'init/register');
    }),
  );

/** How well the network is heard now: a fact. */
export const measureSignal = (parts: SessionParts): Observable<unknown> =>
  ask(parts, 'AT+CSQ').pipe(
    tap((lines) => {
      const signal = parseSignal(lines);
      if (signal) parts.tools.report({ fact: 'signal.measured', ...signal }, 'init/register');
    }),
  );

/** Nothing, where no port is in command mode or nothing is answered. */
const ask = ({ ports }: SessionParts, command: string): Observable<readonly string[]> =>
  defer(() => ports.controlChannel()?.send(atCommand(command)) ?? EMPTY).pipe(
    filter(({ ok }) => ok),
    map(({ lines }) => lines),
  );
