import 'reflect-metadata';
import type { StageName } from '@dialtone/plugins';
import { BehaviorSubject, type Observable, ReplaySubject, Subject, type Subscription } from 'rxjs';
import { container, type DependencyContainer, type InjectionToken, instanceCachingFactory } from 'tsyringe';
import type { FactBody } from '../facts/fact.js';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { Detected, Ready } from '../pipeline/knowledge.js';
import type { StageTools } from '../pipeline/tools.js';
import { understandLine } from '../pipeline/understand-line.js';
import { corePolicy } from './core-policy.js';
import { hearRegistration } from './hear-registration.js';
import { createHistory, type History } from './history.js';
import { createLedger, type Ledger } from './ledger.js';
import { Lifetime } from './lifetime.js';
import { createPorts, type StickPorts } from './ports.js';
import type { Presence } from './presence.js';
import type { ProcessParts } from './process-parts.js';
import type { PolicyRule } from './recovery.js';
import type { SessionParts } from './session-parts.js';
import { watchPresence } from './watch-presence.js';

/** What belongs to one plugged stick, from plug to unplug. */
export interface SessionScope {
  readonly parts: SessionParts;
  /** Gives everything back, last taken first; resolves when the stick's path may be used again. */
  readonly close: () => Promise<void>;
}

/** Where the walk stands; set by stages, read by every fact. */
interface Place {
  stage: StageName | undefined;
}

interface Watch {
  readonly presence$: Observable<Presence>;
  readonly watching: Subscription;
}

type Report = (fact: FactBody, door?: string) => void;
const token = <T>(name: string): InjectionToken<T> => Symbol.for(`dialtone.session.${name}`);
const tokens = {
  path: token<string>('path'),
  place: token<Place>('place'),
  announced: token<Subject<void>>('announced'),
  watch: token<Watch>('watch'),
  ledger: token<Ledger>('ledger'),
  history: token<History>('history'),
  report: token<Report>('report'),
  plugLife: token<Lifetime>('plug-lifetime'),
  walkLife: token<Lifetime>('walk-lifetime'),
  ports: token<StickPorts>('ports'),
  tools: token<StageTools>('tools'),
  identity: token<BehaviorSubject<StickIdentity>>('identity'),
};

/**
 * A child container a plug: "what belongs to this one stick?". Everything is registered explicitly and made on first use; nothing is
 * a class of a plugin. Disposal is ours (Lifetime): the container's own runs in the wrong order and all at once.
 */
export const openSessionScope = (path: string, lent: ProcessParts): SessionScope => {
  const scope = container.createChildContainer();
  const made = <T>(of: InjectionToken<T>, make: (inside: DependencyContainer) => T) =>
    scope.register(of, { useFactory: instanceCachingFactory(make) });

  scope.register(tokens.path, { useValue: path });
  made(tokens.place, () => ({ stage: undefined }));
  made(tokens.announced, () => new Subject<void>());
  made(tokens.ledger, () => createLedger());
  made(tokens.history, () => createHistory(lent.clock.now(), lent.limits.steady));
  made(tokens.plugLife, () => new Lifetime(lent.clock, lent.limits.teardown));
  made(tokens.walkLife, () => new Lifetime(lent.clock, lent.limits.teardown));
  made(tokens.report, (inside) => makeReport(inside, lent));
  made(tokens.watch, (inside) => makeWatch(inside, lent));
  made(tokens.identity, () => new BehaviorSubject<StickIdentity>({}));
  made(tokens.ports, (inside) => makePorts(inside, lent));
  made(tokens.tools, (inside) => makeTools(inside, lent));

  return {
    parts: makeParts(scope, lent),
    close: async () => {
      await scope.resolve(tokens.walkLife).close();
      await scope.resolve(tokens.plugLife).close();
      scope.resolve(tokens.watch).watching.unsubscribe();
      await scope.dispose();
    },
  };
};

const makeReport = (inside: DependencyContainer, { journal }: ProcessParts): Report => {
  const [path, place] = [inside.resolve(tokens.path), inside.resolve(tokens.place)];
  const [ledger, history] = [inside.resolve(tokens.ledger), inside.resolve(tokens.history)];
  return (body, door) => {
    const { stage } = place;
    if (body.fact === 'stage.passed' && stage) history.passed(stage, body.ms);
    ledger.add(journal.report(body, { stick: path, ...(stage ? { stage } : {}) }), door);
  };
};

const makeWatch = (inside: DependencyContainer, { clock, limits, usb }: ProcessParts): Watch => {
  const presence$ = new ReplaySubject<Presence>(1);
  const path = inside.resolve(tokens.path);
  const report = inside.resolve(tokens.report);
  const moves$ = watchPresence(usb.at$(path), inside.resolve(tokens.announced), {
    clock,
    limitMs: limits.reenumerate,
    report,
  });
  return { presence$, watching: moves$.subscribe(presence$) };
};

const makePorts = (inside: DependencyContainer, { openSerial, clock, limits }: ProcessParts): StickPorts => {
  const [ledger, report] = [inside.resolve(tokens.ledger), inside.resolve(tokens.report)];
  return createPorts(
    openSerial,
    {
      clock,
      limits: { ...limits, probe: limits.probeAt },
      report,
      unsolicited: (line) => {
        if (ledger.get('init/register')) hearRegistration(line, ledger, report);
        return understandLine(line, deviceOf(ledger)?.value, report) ? 'drop' : 'report';
      },
    },
    { plug: inside.resolve(tokens.plugLife), walk: inside.resolve(tokens.walkLife) },
  );
};

const makeTools = (inside: DependencyContainer, lent: ProcessParts): StageTools => {
  const place = inside.resolve(tokens.place);
  const announced = inside.resolve(tokens.announced);
  const walkLife = inside.resolve(tokens.walkLife);
  const identity = inside.resolve(tokens.identity);
  return {
    clock: lent.clock,
    limits: lent.limits,
    report: inside.resolve(tokens.report),
    learn: (learnt) => identity.next({ ...identity.value, ...learnt }),
    enter: (stage) => {
      place.stage = stage;
    },
    wanted$: lent.wanted(inside.resolve(tokens.path)),
    usb: lent.usb,
    announceAbsence: () => announced.next(),
    ports: inside.resolve(tokens.ports),
    engine: lent.engine(walkLife.defer),
    network: lent.network({ defer: walkLife.defer, report: inside.resolve(tokens.report) }),
    catalog: lent.catalog,
    memory: lent.memory,
    stamps: inside.resolve(tokens.ledger),
    profilesTried: inside.resolve(tokens.history).profilesTried,
  };
};

const makeParts = (scope: DependencyContainer, lent: ProcessParts): SessionParts => {
  const [place, ledger] = [scope.resolve(tokens.place), scope.resolve(tokens.ledger)];
  return {
    path: scope.resolve(tokens.path),
    lent: lent.lend !== undefined,
    tools: scope.resolve(tokens.tools),
    presence$: scope.resolve(tokens.watch).presence$,
    identity$: scope.resolve(tokens.identity),
    ledger,
    history: scope.resolve(tokens.history),
    ports: scope.resolve(tokens.ports),
    lifetimes: { plug: scope.resolve(tokens.plugLife), walk: scope.resolve(tokens.walkLife) },
    stage: () => place.stage,
    policy: () => policyOf(ledger),
    rules: () => [
      ...(carrierOf(ledger)?.value.diagnoses ?? []),
      ...(deviceOf(ledger)?.value.diagnoses ?? []),
      ...lent.rules,
    ],
  };
};

/** The best recognition so far: init's second stage, else what the bus said. */
const deviceOf = (ledger: Ledger): Detected['device'] | undefined =>
  ['init/identify', 'modeswitch', 'detect']
    .map((door) => ledger.get<Pick<Detected, 'device'>>(door)?.device)
    .find((device) => device !== undefined);

const carrierOf = (ledger: Ledger): Ready['carrier'] =>
  ledger.get<Pick<Ready, 'carrier'>>('init/choose-carrier')?.carrier;

const policyOf = (ledger: Ledger): readonly PolicyRule[] => {
  const [carrier, device] = [carrierOf(ledger), deviceOf(ledger)];
  return [
    ...(carrier?.value.recovery ?? []).map((rule) => ({ ...rule, saidBy: carrier?.plugin ?? '' })),
    ...(device?.value.recovery ?? []).map((rule) => ({ ...rule, saidBy: device?.plugin ?? '' })),
    ...corePolicy.map((rule) => ({ ...rule, saidBy: 'core' })),
  ];
};
