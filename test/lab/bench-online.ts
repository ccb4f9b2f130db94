import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zte from '@dialtone/plugin-zte';
import { checkout } from '../checkout.js';
import { type Timed, type Tool, toolNames } from './bench/online.js';
import { rowOf, tableOf } from './bench/table.js';
import type { Played } from './guest/play.js';
import { boot } from './machine/boot.js';
import { unpackDebian } from './machine/debian.js';

/** `npm run bench:online`: runs the stopwatch in the lab, each run on a machine of its own, and writes docs/online.md. */
const debian = await unpackDebian();

const timed = async (tool: Tool): Promise<Timed> => {
  const { result, console } = await boot(debian, {
    scenarios: [`bench/online,${tool}`],
    clock: 'counted',
    optimising: true,
    limitMs: 900_000,
  });
  const played: Played | undefined = JSON.parse(result('result-0.json') ?? 'null') ?? undefined;
  if (played === undefined || played.failure !== undefined) throw new Error(`${tool}: ${played?.failure ?? console}`);
  process.stdout.write(`${tool} ${JSON.stringify(played.notes.timed)}\n`);
  return played.notes.timed as Timed;
};

const runs = new Map<Tool, readonly Timed[]>();
// Two at a time: their clocks count instructions, so they do not disturb each other's figures.
for (const tool of toolNames) {
  const [first, second] = await Promise.all([timed(tool), timed(tool)]);
  runs.set(tool, [first, second, await timed(tool)]);
}
const delays = zte.devices.find(({ id }) => id === 'mf627')?.twin?.delays;
if (delays === undefined) throw new Error('the MF627 has no twin');
const share = { registration: delays.registerMs / 1000, dial: delays.dialMs / 1000 };
const rows = [...runs].map(([tool, all]) => rowOf(tool, all, share));
writeFileSync(
  join(checkout(), 'docs/online.md'),
  `# From the plug to the first ping

Seconds after a virtual MF627 with a Three UK SIM is attached as a CD-ROM, on Debian's kernel, udev and usb_modeswitch; the stick's own
delays: ${delays.commandMs} ms for an AT command, ${delays.reenumerateMs / 1000} s from the switch to its return, ${share.registration} s to register, ${share.dial} s to dial. The guest's clock counts
instructions, 10⁹ a second, so these figures do not depend on what the host is doing. Of three runs the one with the median time to the ping.

${tableOf(rows)}

The floor is what no tool can save: until the ttys are there (that is the system's and the stick's), then registration and dial. "Refused"
are commands that the modem answered with an error, "unanswered" those that went to a port which never answers. "Connected" is when NetworkManager
says so (device state 100), and "NetworkManager's" are the seconds from the answer to its request for a connection until then: Dialtone has done PPP
by that time, beside ModemManager it is NetworkManager who does.

Made by \`npm run bench:online\`.
`,
);
process.stdout.write(`${tableOf(rows)}\n`);
