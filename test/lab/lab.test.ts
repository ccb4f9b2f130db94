import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modemManagerTables } from '../../core/dbus/tables/index.js';
import { servedVersion } from '../../core/dbus/tables/root.js';
import type { InterfaceTable } from '../../core/dbus/tables/table.js';
import { checkout } from '../checkout.js';
import type { Played } from './guest/play.js';
import type { Scenario } from './guest/scenario.js';
import { boot } from './machine/boot.js';
import { type Unpacked, unpackDebian } from './machine/debian.js';
import { describedInterface, describedRelease } from './modemmanager-xml.js';

/** Each file of scenarios/ on a machine of its own: Debian's kernel, its USB and its PPP. */
const folder = join(checkout(), 'test/lab/scenarios');
const names = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ''))
  // Two of them take as long as ten others: they begin.
  .toSorted((one, other) => Number(other.startsWith('pppd-server')) - Number(one.startsWith('pppd-server')));

/** In CI a lab that cannot be had is a failure; elsewhere it is said, and counted as skipped. */
const prepared = await unpackDebian().catch((error: unknown) => {
  const because = error instanceof Error ? error.message : String(error);
  if (process.env.CI === 'true') throw error;
  process.stderr.write(`The lab cannot run on this machine, so its tests are skipped: ${because.split('\n')[0]}\n`);
  return undefined;
});

describe.skipIf(prepared === undefined)('in the lab', () => {
  for (const name of names) {
    it.concurrent(
      name,
      async () => {
        const { default: scenario } = (await import(join(folder, `${name}.ts`))) as { readonly default: Scenario };
        const { result, console, timedOut } = await boot(prepared as Unpacked, {
          scenario: `scenarios/${name}`,
          clock: scenario.clock ?? 'real',
          optimising: scenario.optimising ?? false,
          init: scenario.init,
          limitMs: limitMs - 10_000,
        });
        const played = result('result.json');
        if (played === undefined)
          expect.fail(`the guest ${timedOut ? 'took too long' : 'brought nothing back'}:\n${console}`);
        const { failure, left }: Played = JSON.parse(played);
        const facts = result('facts.jsonl')?.split('\n').slice(-60).join('\n');
        if (failure !== undefined) expect.fail(`${scenario.says}: ${failure}\n${console}\n${facts}`);
        expect(left, 'left behind').toEqual([]);
      },
      limitMs,
    );
  }
});

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

const limitMs = 1_500_000;
