import {
  concatMap,
  defer,
  distinctUntilChanged,
  filter,
  first,
  from,
  groupBy,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  scan,
  switchMap,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import type { AtReply } from '../../at/at-reply.js';
import { parseFunctionality } from '../../at/parse-functionality.js';
import { parseRegistration, type Registration } from '../../at/parse-registration.js';
import { parseSignal } from '../../at/parse-signal.js';
import { Exit } from '../../facts/exit.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import { type Asking, ask, askAll } from './ask.js';

type Domains = Readonly<Partial<Record<Registration['domain'], Registration>>>;

/**
 * Waits until the network serves packet data. +CREG alone decides nothing: since 2G and 3G are being switched off it may say
 * "denied" while packet service works (Three UK, 2026). The wait ends on the modem's own unsolicited result.
 */
export const register = (known: Asking, tools: StageTools): Observable<object> =>
  step('register', tools, () =>
    radioOn(known).pipe(
      concatMap(() => served(known, tools)),
      concatMap(() => measureSignal(known, tools)),
      map(() => ({})),
    ),
  );

const radioOn = (known: Asking): Observable<unknown> =>
  ask(known, 'AT+CFUN?').pipe(
    tap((reply) => {
      const functionality = parseFunctionality(reply.lines);
      if (functionality === 0 || functionality === 4) throw new Exit('init.radio-off', `+CFUN: ${functionality}`);
    }),
  );

const served = (known: Asking, tools: StageTools): Observable<unknown> =>
  domains$(known, tools).pipe(
    switchMap((domains) =>
      isServed(domains)
        ? of(true)
        : isDenied(domains)
          ? timer(tools.limits.denied, tools.clock).pipe(
              concatMap(() => throwError(() => new Exit('init.registration-denied'))),
            )
          : [],
    ),
    first(),
    timeout({
      first: tools.limits.registration,
      scheduler: tools.clock,
      with: () => noService(known, tools),
    }),
  );

/** The latest status of each domain: what is asked now, then what the modem says unasked. */
const domains$ = (known: Asking, tools: StageTools): Observable<Domains> =>
  merge(
    known.control.unsolicited$,
    defer(() => asked(known)).pipe(switchMap((replies) => from(replies.flatMap(({ lines }) => [...lines])))),
  ).pipe(
    map(parseRegistration),
    filter((registration) => registration !== undefined),
    groupBy(({ domain }) => domain),
    mergeMap((sameDomain$) => sameDomain$.pipe(distinctUntilChanged((a, b) => a.status === b.status))),
    tap(({ domain, status, registered, roaming }) =>
      tools.report({ fact: 'registration.changed', domain, status, registered, roaming }),
    ),
    scan<Registration, Domains>((domains, registration) => ({ ...domains, [registration.domain]: registration }), {}),
  );

/** A 3G stick answers ERROR to +CEREG, a data-only one to +CREG: both are fine. */
const asked = (known: Asking): Observable<readonly AtReply[]> =>
  askAll(known, ['AT+CREG=2', 'AT+CGREG=2', 'AT+CEREG=2', 'AT+CREG?', 'AT+CGREG?', 'AT+CEREG?']);

const isServed = ({ packet, eps, circuit }: Domains): boolean =>
  packet?.registered === true ||
  eps?.registered === true ||
  (packet === undefined && eps === undefined && circuit?.registered === true);

const deniedStatus = 3;
const isDenied = (domains: Domains): boolean => {
  const known = Object.values(domains);
  return known.length > 0 && known.every(({ status }) => status === deniedStatus);
};

const measureSignal = (known: Asking, tools: StageTools): Observable<boolean> =>
  ask(known, 'AT+CSQ').pipe(
    map((reply) => {
      const signal = parseSignal(reply.lines);
      if (signal) tools.report({ fact: 'signal.measured', ...signal });
      return signal?.dbm !== undefined;
    }),
  );

const noService = (known: Asking, tools: StageTools): Observable<never> =>
  measureSignal(known, tools).pipe(
    concatMap((heard) => throwError(() => new Exit(heard ? 'init.not-registered' : 'init.no-signal'))),
  );
