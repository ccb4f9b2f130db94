import {
  concat,
  concatMap,
  distinctUntilChanged,
  EMPTY,
  filter,
  first,
  from,
  map,
  merge,
  type Observable,
  of,
  reduce,
  repeat,
  scan,
  switchMap,
  take,
  tap,
  throwError,
  throwIfEmpty,
  timeout,
  timer,
} from 'rxjs';
import { parseFunctionality } from '../../at/parse-functionality.js';
import { parseRegistration, type Registration } from '../../at/parse-registration.js';
import { parseSignal } from '../../at/parse-signal.js';
import { Exit } from '../../facts/exit.js';
import { overridesOf } from '../../facts/wanted.js';
import { type Asking, ask, askAll } from '../ask.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';

type Domains = Readonly<Partial<Record<Registration['domain'], Registration>>>;

/**
 * Waits until the network serves packet data. +CREG alone decides nothing: since 2G and 3G are being switched off it may say
 * "denied" while packet service works (Three UK, 2026). The wait ends on the modem's own unsolicited result.
 */
export const register = (known: Asking, tools: StageTools): Observable<object> =>
  step('register', tools, (inside) =>
    inside.wanted$.pipe(
      first(),
      map(overridesOf),
      concatMap(({ network, homeOnly }) =>
        radioOn(known).pipe(
          concatMap(() => chooseNetwork(network, known, inside)),
          concatMap(() => served(known, inside)),
          tap((domains) => {
            if (homeOnly && !isServed(atHome(domains))) throw new Exit('init.roaming-refused');
          }),
          concatMap(() => measureSignal(known, inside)),
          map(() => ({})),
        ),
      ),
    ),
  );

const radioOn = (known: Asking): Observable<unknown> =>
  ask(known, 'AT+CFUN?').pipe(
    tap((reply) => {
      const functionality = parseFunctionality(reply.lines);
      if (functionality === 0 || functionality === 4) throw new Exit('init.radio-off', `+CFUN: ${functionality}`);
    }),
  );

/** A network was chosen by us, and nobody has given the choice back to the modem since: kept beside the doors, since it outlives them. */
const networkKey = 'network';
interface ChosenNetwork {
  readonly mccmnc: string | undefined;
}

/** The modem chooses, unless somebody wants one network and no other (TS 27.007, 7.3). What it chose to do before us is left as it is. */
const chooseNetwork = (wanted: string | undefined, known: Asking, tools: StageTools): Observable<unknown> => {
  if (tools.stamps.get<ChosenNetwork>(networkKey)?.mccmnc === wanted) return of(undefined);
  const command = wanted === undefined ? 'AT+COPS=0' : `AT+COPS=1,2,"${wanted}"`;
  return ask(known, command, tools.limits.registration).pipe(
    tap(({ ok, result }) => {
      if (!ok && wanted !== undefined) throw new Exit('init.not-registered', `${wanted}: ${result}`);
      tools.stamps.set(networkKey, { mccmnc: wanted });
    }),
  );
};

const served = (known: Asking, tools: StageTools): Observable<Domains> =>
  domains$(known, tools).pipe(
    switchMap((domains) =>
      isServed(domains)
        ? of(domains)
        : isDenied(domains)
          ? timer(tools.limits.denied, tools.clock).pipe(
              concatMap(() => throwError(() => new Exit('init.registration-denied'))),
            )
          : [],
    ),
    take(1),
    // The words of the modem end when its port does, a moment before the bus says that the stick has left.
    throwIfEmpty(() => new Exit('init.no-reply', 'the port has gone')),
    timeout({
      first: tools.limits.registration,
      scheduler: tools.clock,
      with: () => lastLook(known, tools),
    }),
  );

/** A word that was lost must not cost a minute's wait for nothing. */
const lastLook = (known: Asking, tools: StageTools): Observable<Domains> =>
  statuses(known).pipe(
    reduce(hear, nothingHeard),
    concatMap(({ domains }) => (isServed(domains) ? of(domains) : noService(known, tools))),
  );

/**
 * The latest status of each domain: what is asked now, then what the modem says unasked. Nothing before the first answer is complete:
 * voice alone would pass for all there is while packet service has not been heard of yet.
 */
const domains$ = (known: Asking, tools: StageTools): Observable<Domains> =>
  merge(known.control.unsolicited$.pipe(map((line) => ({ lines: [line], asked: false }))), asked(known, tools)).pipe(
    scan(hear, nothingHeard),
    tap(({ changed }) => {
      for (const { domain, status, registered, roaming } of changed) {
        tools.report({ fact: 'registration.changed', domain, status, registered, roaming });
      }
    }),
    filter((heard) => heard.asked),
    map(({ domains }) => domains),
    distinctUntilChanged(),
  );

interface Told {
  readonly lines: readonly string[];
  /** All has been asked and answered. */
  readonly asked: boolean;
}
interface Heard {
  readonly domains: Domains;
  /** What the last lines changed. */
  readonly changed: readonly Registration[];
  readonly asked: boolean;
}

const nothingHeard: Heard = { domains: {}, changed: [], asked: false };

const hear = (heard: Heard, { lines, asked }: Told): Heard => {
  const changed = lines
    .flatMap((line) => parseRegistration(line) ?? [])
    .filter(({ domain, status }) => heard.domains[domain]?.status !== status);
  const latest = Object.fromEntries(changed.map((registration) => [registration.domain, registration]));
  return {
    domains: changed.length === 0 ? heard.domains : { ...heard.domains, ...latest },
    changed,
    asked: heard.asked || asked,
  };
};

/** What the modem is told to say unasked, and what it says now. One that refuses to speak by itself is asked again and again. */
const asked = (known: Asking, tools: StageTools): Observable<Told> =>
  willTell(known).pipe(
    concatMap((tells) =>
      concat(
        statuses(known),
        of({ lines: [], asked: true }),
        tells
          ? EMPTY
          : timer(tools.limits.askRegistration, tools.clock).pipe(
              concatMap(() => statuses(known)),
              repeat(),
            ),
      ),
    ),
  );

/** Whether it will tell of packet service: some know the short form only. */
const willTell = (known: Asking): Observable<boolean> =>
  askAll(known, ['AT+CREG=2', 'AT+CGREG=2', 'AT+CEREG=2']).pipe(
    concatMap(([, packet, eps]) =>
      packet?.ok || eps?.ok
        ? of(true)
        : askAll(known, ['AT+CGREG=1', 'AT+CEREG=1']).pipe(map((replies) => replies.some(({ ok }) => ok))),
    ),
  );

/** A 3G stick answers ERROR to +CEREG, a data-only one to +CREG: both are fine. Each answer counts at once: what is said behind it is newer. */
const statuses = (known: Asking): Observable<Told> =>
  from(['AT+CREG?', 'AT+CGREG?', 'AT+CEREG?']).pipe(
    concatMap((line) => ask(known, line)),
    map(({ lines }) => ({ lines, asked: false })),
  );

const isServed = ({ packet, eps, circuit }: Domains): boolean =>
  packet?.registered === true ||
  eps?.registered === true ||
  (packet === undefined && eps === undefined && circuit?.registered === true);

/** Without those that serve a guest. */
const atHome = (domains: Domains): Domains =>
  Object.fromEntries(
    Object.entries(domains).map(([domain, it]) => [domain, { ...it, registered: it.registered && !it.roaming }]),
  );

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
