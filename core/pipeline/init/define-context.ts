import { concatMap, filter, first, map, type Observable, of, tap } from 'rxjs';
import { type AtCommand, apnParameter, authCommand } from '../../at/at-command.js';
import { Exit } from '../../facts/exit.js';
import { answered, ask, askOnce } from '../ask.js';
import type { Plan, Ported } from '../knowledge.js';
import { resolvePlan } from '../plan.js';
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
      concatMap((plan) => define(plan, known, inside).pipe(map(() => ({ plan })))),
    ),
  );

const define = (plan: Plan, known: Known, tools: StageTools): Observable<unknown> => {
  const { apn, cid } = plan;
  if (!apn) {
    tools.report({ fact: 'context.kept', because: 'no APN is known' });
    return of(undefined);
  }
  return ask(known, `AT+CGDCONT=${cid.value},"IP",${apnParameter(apn.value)}`).pipe(
    tap((reply) => {
      if (!reply.ok) throw new Exit('init.context-refused', reply.result);
      tools.report({ fact: 'context.defined', cid: cid.value, apn: apn.value });
    }),
    concatMap(() => {
      const supported = (known.answers['+CGAUTH=?'] ?? []).length > 0;
      return supported ? askOnce(known, credentials(plan)).pipe(tap(answered)) : of(undefined);
    }),
  );
};

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
