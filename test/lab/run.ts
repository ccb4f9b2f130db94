import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../checkout.js';
import type { Played } from './guest/play.js';
import type { Scenario } from './guest/scenario.js';
import { boot, type GuestClock } from './machine/boot.js';
import { unpackDebian } from './machine/debian.js';

/** `npm run lab -- SCENARIO[,ARGUMENT][+SCENARIO…] [CLOCK]`: boots, plays, shows what came of it. What the first needs of its machine, all get. */
const [asked = '', clock] = process.argv.slice(2);
const scenarios = asked.split('+').map((name) => (name.includes('/') ? name : `scenarios/${name}`));
const fileOf = (name: string) => join(checkout(), 'test/dist/lab', `${name.split(',')[0]}.js`);
const missing = scenarios.find((name) => !existsSync(fileOf(name)));
if (missing !== undefined) {
  process.stderr.write(`There is no scenario "${missing}": test/lab/scenarios has them all.\n`);
  process.exit(2);
}
const { default: scenario } = (await import(fileOf(scenarios[0] ?? ''))) as { readonly default: Scenario };
const { result, ms } = await boot(await unpackDebian(), {
  scenarios,
  clock: (clock as GuestClock | undefined) ?? scenario.clock ?? 'real',
  optimising: scenario.optimising ?? false,
  init: scenario.init,
  limitMs: 1_800_000,
  onConsole: (text) => process.stdout.write(text),
});
let status = 0;
for (const [number, name] of scenarios.entries()) {
  const played: Played | undefined = JSON.parse(result(`result-${number}.json`) ?? 'null') ?? undefined;
  process.stdout.write(`${result(`facts-${number}.jsonl`) ?? ''}\n${JSON.stringify(played, undefined, 2)}\n`);
  process.stdout.write(`${name}: ${played === undefined ? 'not played' : (played.failure ?? played.says)}\n`);
  if (played === undefined || played.failure !== undefined || played.left.length > 0) status = 1;
}
process.stdout.write(`${Math.round(ms / 1000)} s\n`);
process.exitCode = status;
