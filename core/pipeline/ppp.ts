import type { CauseId } from '@dialtone/plugins';
import {
  concat,
  concatMap,
  connect,
  defer,
  EMPTY,
  filter,
  first,
  map,
  merge,
  type Observable,
  of,
  scan,
  startWith,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
  withLatestFrom,
} from 'rxjs';
import { Exit } from '../facts/exit.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import { type CallCause, reportCallCause } from './call-cause.js';
import type { Dialled, Online } from './knowledge.js';
import { exitAfter, reportPppEvent } from './ppp-facts.js';
import { stage } from './stage.js';
import type { PppLink, StageTools } from './tools.js';
import { untilNoCarrier } from './until-no-carrier.js';

type Learnt = Pick<Online, 'link' | 'address' | 'dns'>;
type EngineEvent = PppEvent | { readonly kind: 'link'; readonly link: PppLink };
type Up = Extract<PppEvent, { kind: 'up' }>;

/** Runs PPP on the call, emits once IP flows, and then holds the link until it ends, which it always does with an Exit. */
export const ppp = stage<Dialled, Learnt>('ppp', (known, tools) =>
  engineEvents(known, tools).pipe(
    connect((events$) =>
      merge(ended(events$), silence(events$, known, tools), unattached(events$, tools), carriesIp(events$, tools)),
    ),
  ),
);

const engineEvents = (known: Dialled, tools: StageTools): Observable<EngineEvent> =>
  defer(() => {
    const { engine } = tools;
    tools.report({ fact: 'ppp.started', engine: engine.name, because: engine.because });
    return engine.run({
      data: untilNoCarrier(known.call),
      user: known.plan.user?.value ?? '',
      password: known.plan.password ?? '',
      auth: known.plan.auth,
    });
  }).pipe(tap((event) => event.kind !== 'link' && reportPppEvent(event, tools)));

/** An address that no interface takes up. */
const unattached = (events$: Observable<EngineEvent>, { clock, limits }: StageTools): Observable<never> =>
  events$.pipe(
    filter(({ kind }) => kind === 'up'),
    take(1),
    switchMap(() => timer(limits.attach, clock)),
    concatMap(() => throwError(() => new Exit('ip.no-traffic', 'no interface took up the address in time'))),
    takeUntil(events$.pipe(filter(({ kind }) => kind === 'link' || kind === 'ended'))),
  );

/** The link, probed: an address alone is not "online". */
const carriesIp = (events$: Observable<EngineEvent>, tools: StageTools): Observable<Learnt> =>
  events$.pipe(
    filter((event) => event.kind === 'link'),
    withLatestFrom(events$.pipe(filter((event): event is Up => event.kind === 'up'))),
    switchMap(([{ link }, up]) => probed(link, up, tools)),
  );

const probed = (link: PppLink, up: Up, tools: StageTools): Observable<Learnt> => {
  const { address, dns } = up;
  return defer(() => {
    tools.report({
      fact: 'link.attached',
      engine: link.engine,
      ...(link.interface === undefined ? {} : { interface: link.interface }),
    });
    return link.probe(tools.limits.probe);
  }).pipe(
    map(({ rttMs, ...probe }) => ({
      ...probe,
      ...(rttMs === undefined ? {} : { rttMs: Math.round(rttMs * 10) / 10 }),
    })),
    map((probe) => {
      tools.report({ fact: 'link.probed', ...probe });
      if (!probe.ok) throw new Exit('ip.no-traffic', `${address}: no echo and no name came back`);
      if (!probe.names) throw new Exit('ip.no-names', dns.length === 0 ? 'no name server was given' : dns.join(' '));
      return { link, address, dns };
    }),
    // Only a link that is known to be good: the machine's traffic is not sent nowhere.
    concatMap((learnt) => concat(usedByHost(link, up, tools), of(learnt))),
  );
};

/** A link inside the process is nothing to the machine. */
const usedByHost = (link: PppLink, { address, peer, dns }: Up, { network }: StageTools): Observable<never> =>
  link.interface === undefined ? EMPTY : network.use({ interface: link.interface, address, peer, dns });

/** PPP ended: what went before says how. */
const ended = (events$: Observable<EngineEvent>): Observable<never> =>
  events$.pipe(
    scan<EngineEvent, EngineEvent[]>((before, event) => (tells(event) ? [...before, event] : before), []),
    filter((before) => before.at(-1)?.kind === 'ended'),
    first(),
    map((before) => {
      throw exitAfter(before.flatMap((event) => (event.kind === 'link' ? [] : [event])));
    }),
  );

/** Requests may repeat for as long as the carrier allows; they tell nothing about the end. */
const tells = ({ kind }: EngineEvent): boolean => kind !== 'ipcp-sent' && kind !== 'ipcp-offered' && kind !== 'said';

/**
 * Silence at IPCP behind a CHAP success is how a missing or wrong APN looks, or on other sticks nothing but placeholders: only an address
 * that both agree on ends the suspicion. After a few seconds the modem is asked why on its other port; when its answer is about the context there is nothing to wait for.
 */
const silence = (events$: Observable<EngineEvent>, known: Dialled, tools: StageTools): Observable<never> => {
  const { clock, limits } = tools;
  const { ipcpSuspect } = limits;
  const offered$ = events$.pipe(
    filter((event) => event.kind === 'ipcp-offered'),
    map(({ placeholder }): Offered => (placeholder ? 'placeholders' : 'address')),
    startWith(undefined),
  );
  return events$.pipe(
    filter(({ kind }) => kind === 'ipcp-sent'),
    take(1),
    map(() => clock.now()),
    switchMap((since) =>
      timer(ipcpSuspect, clock).pipe(
        concatMap(() => reportCallCause(known, tools)),
        withLatestFrom(offered$),
        tap(([cause, offered]) =>
          tools.report({
            fact: 'ppp.silence-suspected',
            ms: Math.round(clock.now() - since),
            causes: suspects(cause),
            ...(offered ? { offered } : {}),
          }),
        ),
        switchMap(([cause]) =>
          isFinal(cause) ? of(0) : timer(Math.max(since + known.plan.ipcpLimitMs - clock.now(), 0), clock),
        ),
      ),
    ),
    withLatestFrom(offered$),
    concatMap(([, offered]) => throwError(() => new Exit(offered ? 'ppp.ipcp-no-address' : 'ppp.ipcp-silent'))),
    takeUntil(events$.pipe(filter(({ kind }) => kind === 'up' || kind === 'ended'))),
  );
};

type Offered = 'placeholders' | 'address';

const isFinal = ({ defined, decisive }: CallCause): boolean => defined === false || decisive;

const suspects = ({ defined, decisive }: CallCause): readonly CauseId[] => {
  if (defined === false) return ['apn-missing'];
  return decisive ? ['apn-wrong'] : ['apn-wrong', 'ipcp-no-address'];
};
