import { concatMap, filter, first, map, type Observable, of, tap } from 'rxjs';
import { type AtCommand, apnParameter, authCommand } from '../../at/at-command.js';
import { parseContexts, type StoredContext } from '../../at/parse-contexts.js';
import { Exit } from '../../facts/exit.js';
import { answered, ask, askOnce } from '../ask.js';
import type { Plan, Ported } from '../knowledge.js';
import { resolvePlan, withCid } from '../plan.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import type { Chosen } from './choose-carrier.js';
import type { Identified } from './identify.js';

type Known = Ported & Identified & Chosen;

/** Opens only once "online" is wanted: decides what to dial and tells the modem, or leaves its stored contexts alone when nobody knows an APN. */
export const defineContext = (known: Known, tools: StageTools): Observable<{ readonly plan: Plan }> =>
  step('define-context', tools, (inside) =>
    tools.wanted$.pipe(
      filter((wanted) => wanted.level === 'online'),
      first(),
      map(({ overrides }) =>
        resolvePlan({
          carrier: known.carrier,
          remembered: known.sim === undefined ? undefined : tools.memory.profile(known.sim)?.apn,
          asked: overrides,
          tried: tools.profilesTried(),
          limits: tools.limits,
        }),
      ),
      tap((plan) => reportPlan(plan, known, inside)),
      concatMap((plan) => (plan.apn ? defined(plan, plan.apn.value, known, inside) : keptAsItIs(plan, inside))),
      map((plan) => ({ plan })),
    ),
  );

const keptAsItIs = (plan: Plan, tools: StageTools): Observable<Plan> => {
  tools.report({ fact: 'context.kept', because: 'no APN is known' });
  return of(plan);
};

/** The plan with the context that took the APN. */
const defined = (plan: Plan, apn: string, known: Known, tools: StageTools): Observable<Plan> =>
  stored(plan, apn, known, tools).pipe(
    concatMap((refusal) => (refusal === undefined ? of(plan) : inAnother(plan, apn, refusal, known, tools))),
    concatMap((done) => authenticated(done, known).pipe(map(() => done))),
  );

/** What the modem said if it did not take it. */
const stored = ({ cid }: Plan, apn: string, known: Known, tools: StageTools): Observable<string | undefined> =>
  ask(known, `AT+CGDCONT=${cid.value},"IP",${apnParameter(apn)}`).pipe(
    map(({ ok, result }) => {
      tools.report(
        ok ? { fact: 'context.defined', cid: cid.value, apn } : { fact: 'context.refused', cid: cid.value, result },
      );
      return ok ? undefined : result;
    }),
  );

/** Some sticks keep the first context for their operator, or for a call that is over: another one serves as well, once. */
const inAnother = (plan: Plan, apn: string, refusal: string, known: Known, tools: StageTools): Observable<Plan> =>
  ask(known, 'AT+CGDCONT?').pipe(
    concatMap(({ lines }) => {
      const listed = parseContexts(lines).filter(({ cid }) => cid !== plan.cid.value);
      const other = withCid(
        plan,
        ownContext(listed, apn, known) ?? freeContext([plan.cid.value, ...listed.map(({ cid }) => cid)]),
      );
      if (other === undefined) throw new Exit('init.context-refused', refusal);
      reportPlan(other, known, tools);
      return stored(other, apn, known, tools).pipe(
        map((again) => {
          if (again !== undefined) throw new Exit('init.context-refused', again);
          return other;
        }),
      );
    }),
  );

/** One that we stored in an earlier walk, or anybody for this carrier: else each walk would take one more, and there are few. */
const ownContext = (listed: readonly StoredContext[], apn: string, { carrier }: Known): number | undefined => {
  const [same, ours] = [[apn], carrier?.value.profiles.map((profile) => profile.apn) ?? []].map((apns) =>
    listed.find((context) => apns.some((one) => one.toLowerCase() === context.apn.toLowerCase())),
  );
  return (same ?? ours)?.cid;
};

const freeContext = (taken: readonly number[]): number => {
  let cid = 1;
  while (taken.includes(cid)) cid += 1;
  return cid;
};

const authenticated = (plan: Plan, known: Known): Observable<unknown> =>
  (known.answers['+CGAUTH=?'] ?? []).length > 0 ? askOnce(known, credentials(plan)).pipe(tap(answered)) : of(undefined);

/** Told even where there are none: a modem may keep those of an earlier call with the context. */
const credentials = ({ cid, auth, user, password }: Plan): AtCommand => {
  const method = auth.find((allowed) => allowed !== 'none');
  return user && method
    ? authCommand(cid.value, method, user.value, password ?? '')
    : authCommand(cid.value, 'none', '', '');
};

const reportPlan = (plan: Plan, known: Known, tools: StageTools): void => {
  if (plan.apn?.from === 'remembered') {
    tools.report({ fact: 'memory.used', what: 'profile', detail: plan.apn.value });
  }
  tools.report({
    fact: 'plan.resolved',
    ...(plan.apn ? { apn: plan.apn } : {}),
    ...(plan.profile === undefined ? {} : { profile: plan.profile }),
    ...(plan.user ? { user: plan.user } : {}),
    carrierApns: known.carrier?.value.profiles.map(({ apn }) => apn) ?? [],
    passwordSet: plan.password !== undefined,
    number: plan.number,
    cid: plan.cid,
    attempt: plan.attempt,
    of: plan.of,
  });
};
