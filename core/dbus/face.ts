import { asyncScheduler, type SchedulerLike, Subscription, timer } from 'rxjs';
import type { Behind, StickBehind } from './behind.js';
import { abortConnect } from './commands/connect.js';
import type { Counters, HeldModem } from './commands/held-modem.js';
import type { FaceWorld, SeeingModem } from './commands/hold-modem.js';
import { type HeldStick, holdStick } from './commands/hold-stick.js';
import { inhibitions } from './commands/inhibit.js';
import { interfaceCounters } from './commands/interface-counters.js';
import { type FaceLimits, faceLimits } from './commands/limits.js';
import { perform } from './commands/perform.js';
import { rootCommands } from './commands/root.js';
import { modemPath, root, serviceName } from './face-state.js';
import { type Authorize, polkit } from './polkit.js';
import { stickStatus } from './project/status.js';
import { publisher } from './publish.js';
import { tables } from './tables/index.js';
import { ownRoot } from './tables/own.js';
import { type ObjectServer, objectServer } from './tree/object-server.js';
import type { Bus } from './wire/bus.js';
import { modemError } from './wire/values.js';

export interface FaceOptions {
  /** Nobody has served on it or asked for a name yet. */
  readonly bus: Bus;
  readonly behind: Behind;
  readonly clock?: SchedulerLike;
  /** Default: polkit, by way of the same bus. */
  readonly authorize?: Authorize;
  /** AT commands may be sent through Modem.Command; default: as ModemManager without its debug mode, they may not. */
  readonly allowCommands?: boolean;
  readonly limits?: Partial<FaceLimits>;
  /** Of a kernel interface; default: what sysfs says. */
  readonly counters?: (networkInterface: string) => Counters | undefined;
}

export interface Face {
  /** Where the modem of a stick (by its USB bus path) is shown, while it is. */
  readonly modemOf: (stick: string) => string | undefined;
  /** Nothing is shown or answered any more; the bus stays its owner's. */
  readonly close: () => void;
}

/** Somebody else answers to ModemManager's name. The message says who it may be, and what to do. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

/**
 * Serves sticks as ModemManager's modems: shows them, then asks for the name. Rejects with NameTaken. The connection is of no other use from then on;
 * when it dies (bus.gone$), everything is begun anew on another one.
 */
export const serveFace = async (options: FaceOptions): Promise<Face> => {
  const { bus, behind, clock = asyncScheduler } = options;
  const limits = { ...faceLimits, ...options.limits };
  let sticks: readonly HeldStick[] = [];
  const modems = (): readonly SeeingModem[] => sticks.flatMap((stick) => (stick.isGone() ? [] : (stick.modem() ?? [])));
  const publish = publisher((): ObjectServer => server, modems, behind.version);
  const world: FaceWorld = {
    clock,
    limits,
    version: behind.version,
    next: { modem: counter(), sim: counter(), bearer: counter() },
    counters: options.counters ?? ((name) => interfaceCounters(name)),
    changed: publish.changed,
  };
  const shown = () => modems().filter(({ face }) => !face().inhibited);
  const server = objectServer(
    bus,
    tables,
    perform({
      bus,
      authorize: options.authorize ?? polkit(bus),
      modems: shown,
      root: rootCommands(inhibitions(modems, (modem) => renewed(modems(), modem))),
      sticks: () => sticks.map(({ behind }) => JSON.stringify(stickStatus(behind.view(), pathOf(shown(), behind)))),
      allowCommands: options.allowCommands ?? false,
      flush: publish.flush,
    }),
  );
  const life = new Subscription();
  life.add(
    behind.sticks$.subscribe((there) => {
      sticks = held(sticks, there, world);
      publish.changed();
    }),
  );
  life.add(behind.facts$.subscribe((fact) => server.emit(root, ownRoot.name, 'Fact', [JSON.stringify(fact)])));
  const close = () => {
    publish.close();
    life.unsubscribe();
    for (const modem of modems()) abortConnect(modem, modemError('Core.Aborted', 'Dialtone is stopping.'));
    for (const stick of sticks) stick.end();
  };
  publish.changed();
  publish.flush();
  publish.holdBack(true);
  await named(bus, close);
  life.add(
    timer(limits.settle, clock).subscribe(() => {
      publish.holdBack(false);
      publish.changed();
    }),
  );
  return {
    modemOf: (stick) =>
      shown()
        .filter((it) => it.behind.path === stick)
        .map(asPath)[0],
    close,
  };
};

const counter = (): (() => number) => {
  let count = 0;
  return () => count++;
};

/** A replug is another stick, also on the same bus path. */
const held = (before: readonly HeldStick[], there: readonly StickBehind[], world: FaceWorld): readonly HeldStick[] => {
  for (const stick of before) if (!there.includes(stick.behind)) stick.end();
  return there.map((behind) => before.find((stick) => stick.behind === behind) ?? holdStick(behind, world));
};

const renewed = (modems: readonly SeeingModem[], one: HeldModem): void => {
  modems.find((modem) => modem === one)?.renew();
};

const pathOf = (modems: readonly HeldModem[], behind: StickBehind): string | undefined =>
  modems.filter((modem) => modem.behind === behind).map(asPath)[0];

const asPath = (modem: HeldModem): string => modemPath(modem.face().index);

const named = async (bus: Bus, close: () => void): Promise<void> => {
  try {
    if ((await bus.requestName(serviceName)) === 'taken') throw new NameTaken(taken);
  } catch (error) {
    close();
    throw error;
  }
};

const taken =
  'Another program answers as ModemManager on the system bus, most likely ModemManager itself. Stop it with "systemctl stop ModemManager", or let "dialtone install-service" put Dialtone in its place for good.';
