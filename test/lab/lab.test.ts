import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modemManagerTables } from '../../core/dbus/tables/index.js';
import { servedVersion } from '../../core/dbus/tables/root.js';
import type { InterfaceTable } from '../../core/dbus/tables/table.js';
import { checkout } from '../checkout.js';
import type { Scenario } from './guest/scenario.js';
import { boot } from './machine/boot.js';
import { type Unpacked, unpackDebian } from './machine/debian.js';
import { machinesFor, type Named, type Outcome, playOn } from './machines.js';
import { describedInterface, describedRelease } from './modemmanager-xml.js';

/** The files of scenarios/ on machines: Debian's kernel, its USB and its PPP. */
const folder = join(checkout(), 'test/lab/scenarios');
const scenarios = await Promise.all(
  readdirSync(folder).map(async (file): Promise<Named> => {
    const { default: scenario } = (await import(join(folder, file))) as { readonly default: Scenario };
    return { name: file.replace(/\.ts$/, ''), scenario };
  }),
);

/** In CI a lab that cannot be had is a failure; elsewhere it is said, and counted as skipped. */
const prepared = await unpackDebian().catch((error: unknown) => {
  const because = error instanceof Error ? error.message : String(error);
  if (process.env.CI === 'true') throw error;
  process.stderr.write(`The lab cannot run on this machine, so its tests are skipped: ${because.split('\n')[0]}\n`);
  return undefined;
});

describe.skipIf(prepared === undefined)('in the lab', () => {
  const outcomes = new Map<string, Outcome>();
  const inTurn = turns(availableParallelism());
  for (const machine of machinesFor(scenarios)) {
    let playing: Promise<void> | undefined;
    const play = () =>
      playOn(
        machine,
        (wanted) => inTurn(() => boot(prepared as Unpacked, { ...wanted, limitMs: machineLimitMs })),
        (name, outcome) => outcomes.set(name, outcome),
      );
    it.concurrent.each(machine)('$name', { timeout: limitMs }, async ({ name, scenario }) => {
      playing ??= play();
      await playing;
      const { played, console, facts, timedOut } = outcomes.get(name) ?? {};
      if (played === undefined)
        expect.fail(`the guest ${timedOut ? 'took too long' : 'brought nothing back'}:\n${console}`);
      const { failure, left } = played;
      if (failure !== undefined) expect.fail(`${scenario.says}: ${failure}\n${console}\n${facts}`);
      expect(left, 'left behind').toEqual([]);
    });
  }
});

/** Work of which only so much goes on at once. */
const turns = (atOnce: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
};

describe.skipIf(prepared === undefined)("ModemManager's own description", () => {
  const { root } = prepared ?? { root: '' };

  it.each(modemManagerTables.map((table) => [table.name, table] as const))('is what we serve: %s', (name, table) =>
    expect(withoutActions(table)).toEqual(describedInterface(name, root)),
  );

  it('is of the release that we say we serve', () => expect(describedRelease(root)).toBe(servedVersion));
});

/** Who may call is no part of a description. */
const withoutActions = ({ methods, ...table }: InterfaceTable): InterfaceTable => ({
  ...table,
  methods: Object.fromEntries(Object.entries(methods).map(([name, { in: takes, out }]) => [name, { in: takes, out }])),
});

/** Milliseconds for one machine, and for all of them: each test waits for its own. */
const machineLimitMs = 1_500_000;
const limitMs = 4_500_000;
