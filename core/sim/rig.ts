import type { CarrierPack, DeviceDefinition, Rule } from '@dialtone/plugins';
import { BehaviorSubject, concatMap, Subscription, timer } from 'rxjs';
import type { OpenSerial } from '../at/byte-stream.js';
import { coreRules } from '../diagnosis/core-rules.js';
import type { Fact, FactOf, Verdict } from '../facts/fact.js';
import { createJournal } from '../facts/journal.js';
import type { Wanted } from '../facts/wanted.js';
import { memoryInMemory } from '../links/memory-in-memory.js';
import { noHostNetwork } from '../links/no-host-network.js';
import { userspaceEngine } from '../links/userspace-engine.js';
import { type Limits, limits } from '../pipeline/limits.js';
import type { Contributed, Memory } from '../pipeline/tools.js';
import { createClosings, sticks } from '../session/sticks.js';
import { misbehaviourNamed } from './misbehaviours.js';
import { sideBySide } from './side-by-side.js';
import { VirtualClock } from './virtual-clock.js';
import { type VirtualWorld, virtualWorld } from './virtual-world.js';

/** What Dialtone knows: a definition left out, or a field deleted, is hidden from it and not from the world. */
export interface Known {
  readonly devices: readonly Contributed<DeviceDefinition>[];
  readonly carriers: readonly Contributed<CarrierPack>[];
  /** Short names of the plugins that the user pinned; none by default. */
  readonly pinned?: readonly string[];
}

/** What a rig is built from. */
export interface RigOptions extends Known {
  /** What is plugged: the device whose twin it is, and the carrier whose network and SIM it gets. */
  readonly world: { readonly device: DeviceDefinition; readonly carrier: CarrierPack };
  /** As on the command line, e.g. `apn-only=3internet`. */
  readonly misbehave?: readonly string[];
  readonly wanted?: Wanted;
  readonly memory?: Memory;
  readonly limits?: Partial<Limits>;
  readonly rules?: readonly Rule[];
  /** How long the kernel takes to open a port, in milliseconds; at once by default. */
  readonly openMs?: number;
  /** More sticks, plugged at the same moment at 1-4, 1-5 …: each like the first and well behaved, but for what is said here. */
  readonly beside?: readonly StickBeside[];
  /** Keeps only the newest so many facts and verdicts, for endless runs; all by default. */
  readonly keepFacts?: number;
}

export interface StickBeside {
  readonly device?: DeviceDefinition;
  readonly carrier?: CarrierPack;
  readonly misbehave?: readonly string[];
}

/** A whole corridor in virtual time, over wires in memory: seconds of modem pass in milliseconds, and always the same way. */
export interface Rig {
  /** The first stick's, at 1-3. */
  readonly world: VirtualWorld;
  /** All of them, the first too. */
  readonly worlds: readonly VirtualWorld[];
  readonly clock: VirtualClock;
  /** Everything that has happened so far, or the newest of it: see `keepFacts`. */
  readonly facts: readonly Fact[];
  readonly verdicts: readonly Verdict[];
  readonly want: (wanted: Wanted) => void;
  /** Plugins come and go: from now on Dialtone knows this, in place of what it knew. */
  readonly know: (known: Partial<Known>) => void;
  /** Lets time pass until `until` holds, or this many virtual milliseconds (an hour by default). */
  readonly run: (until?: () => boolean, limitMs?: number) => Promise<void>;
  /** Runs on to the next verdict. Rejects when none comes within an hour. */
  readonly verdict: () => Promise<Verdict>;
  /** Hangs up, gives everything back, takes the world away. Rejects when anything was left behind. Safe to call twice. */
  readonly end: () => Promise<void>;
}

export const rig = (options: RigOptions): Rig => {
  const clock = new VirtualClock();
  const journal = createJournal(clock);
  const facts: Fact[] = [];
  const verdicts: Verdict[] = [];
  const wanted = new BehaviorSubject<Wanted>(options.wanted ?? { level: 'online', overrides: {} });
  const theLimits = { ...limits, ...options.limits };
  const closings = createClosings();
  const world = worldAt(firstPlace, { ...options.world, misbehave: options.misbehave }, clock);
  const beside = (options.beside ?? []).map((stick, index) =>
    worldAt(firstPlace + 1 + index, { ...options.world, ...stick }, clock),
  );
  const worlds = [world, ...beside];
  const machine = sideBySide(worlds);
  let known: Known = options;
  const edition$ = new BehaviorSubject(0);
  const keep = options.keepFacts ?? Number.POSITIVE_INFINITY;
  let told = 0;

  const running = new Subscription();
  running.add(journal.facts$.subscribe((fact) => pushNewest(facts, fact, keep)));
  running.add(
    sticks(
      machine.plugs$,
      {
        clock,
        limits: theLimits,
        journal,
        usb: machine.usb,
        openSerial: slowly(machine.openSerial, clock, options.openMs),
        engine: (defer) =>
          userspaceEngine({ clock, limits: theLimits, because: 'virtual time', defer, random: steadyBytes }),
        network: () => noHostNetwork,
        catalog: {
          devices: () => known.devices,
          carriers: () => known.carriers,
          pinned: () => known.pinned ?? [],
          edition$,
        },
        memory: options.memory ?? memoryInMemory(),
        wanted: () => wanted,
        rules: options.rules ?? coreRules,
      },
      closings,
    ).subscribe((verdict) => {
      told += 1;
      pushNewest(verdicts, verdict, keep);
    }),
  );
  for (const { plug } of worlds) plug();

  const run: Rig['run'] = (until, limitMs = hour) => clock.run({ limitMs, ...(until ? { until } : {}) });
  return {
    world,
    worlds,
    clock,
    facts,
    verdicts,
    want: (next) => wanted.next(next),
    know: (more) => {
      known = { ...known, ...more };
      edition$.next(edition$.value + 1);
    },
    run,
    verdict: async () => {
      const before = told;
      await run(() => told > before);
      const verdict = verdicts.at(-1);
      if (verdict === undefined || told === before) throw new Error('no verdict came within an hour');
      return verdict;
    },
    end: async () => {
      running.unsubscribe();
      let settled = false;
      void closings.settled().then(() => {
        settled = true;
      });
      await run(() => settled, limits.teardown * 4);
      if (!settled) throw new Error('not everything was given back in time');
      for (const { dispose } of worlds) dispose();
      const portsOpen = worlds.reduce((sum, { stats }) => sum + stats().portsOpen, 0);
      if (portsOpen > 0 || clock.booked > 0)
        throw new Error(`left behind: ${portsOpen} open ports, ${clock.booked} waits that nobody waits for`);
    },
  };
};

const hour = 3_600_000;

/** The bus path of the first stick is 1-3. */
const firstPlace = 3;

const worldAt = (
  place: number,
  stick: RigOptions['world'] & { readonly misbehave?: readonly string[] | undefined },
  clock: VirtualClock,
): VirtualWorld =>
  virtualWorld({ ...stick, misbehave: (stick.misbehave ?? []).map(misbehaviourNamed), clock, path: `1-${place}` });

const pushNewest = <T>(all: T[], one: T, keep: number): void => {
  all.push(one);
  if (all.length > keep) all.shift();
};

const slowly = (open: OpenSerial, clock: VirtualClock, ms: number | undefined): OpenSerial =>
  ms === undefined ? open : (path) => timer(ms, clock).pipe(concatMap(() => open(path)));

/** The same "random" bytes in every run, so that a run can be repeated to the byte. */
const steadyBytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, index) => (index * 73 + 41) & 0xff);

/** The facts of one name, for assertions. */
export const factsOf = <N extends Fact['fact']>(facts: readonly Fact[], name: N): readonly FactOf<N>[] =>
  facts.filter((fact): fact is FactOf<N> => fact.fact === name);
