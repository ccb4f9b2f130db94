import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../checkout.js';
import type { Played } from './guest/play.js';
import type { Scenario } from './guest/scenario.js';
import { boot, type GuestClock } from './machine/boot.js';
import { unpackDebian } from './machine/debian.js';

/** `npm run lab -- SCENARIO[,ARGUMENT] [CLOCK]`: boots, plays one scenario, shows what came of it. */
const [asked = '', clock] = process.argv.slice(2);
const [name = '', argument] = asked.split(',');
const path = name.includes('/') ? name : `scenarios/${name}`;
const file = join(checkout(), 'test/dist/lab', `${path}.js`);
if (!existsSync(file)) {
  process.stderr.write(`There is no scenario "${name}": test/lab/scenarios has them all.\n`);
  process.exit(2);
}
const { default: scenario } = (await import(file)) as { readonly default: Scenario };
const { result, ms } = await boot(await unpackDebian(), {
  scenario: argument === undefined ? path : `${path},${argument}`,
  clock: (clock as GuestClock | undefined) ?? scenario.clock ?? 'real',
  optimising: scenario.optimising ?? false,
  init: scenario.init,
  limitMs: 1_800_000,
  onConsole: (text) => process.stdout.write(text),
});
process.stdout.write(`${result('facts.jsonl') ?? ''}\n`);
const played: Played | undefined = JSON.parse(result('result.json') ?? 'null') ?? undefined;
process.stdout.write(
  `${JSON.stringify(played, undefined, 2)}\n${played?.failure ?? scenario.says}\n${Math.round(ms / 1000)} s\n`,
);
process.exitCode = played && played.failure === undefined && played.left.length === 0 ? 0 : 1;
