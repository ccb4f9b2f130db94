import type { Timed, Tool } from './online.js';

/** The modem's own times, in seconds, as its twin gives them. */
export interface ModemShare {
  readonly registration: number;
  readonly dial: number;
}

/** What a tool's three runs came to, by the one with the median time to the first ping. */
export interface Row extends Timed {
  readonly tool: Tool;
  /** Seconds that no tool can save: until this run's ttys were there, and then registration and dial. */
  readonly floor: number;
}

export const rowOf = (tool: Tool, runs: readonly Timed[], { registration, dial }: ModemShare): Row => {
  const median = runs.toSorted((one, other) => one.ping - other.ping)[Math.floor(runs.length / 2)];
  if (median === undefined) throw new Error(`${tool} was not run`);
  return { tool, ...median, floor: Math.round((median.ttys + registration + dial) * 10) / 10 };
};

const titles: Readonly<Record<Tool, string>> = {
  dialtone: 'Dialtone',
  userspace: 'Dialtone, `--engine userspace`',
  'dialtone-nm': 'Dialtone and NetworkManager 1.42',
  modemmanager: 'ModemManager 1.20 and NetworkManager 1.42',
  chat: 'pppd and chat, by somebody who knows everything',
};

/** A table in Markdown: seconds since the attachment of the stick, and what was said to the modem. */
export const tableOf = (rows: readonly Row[]): string =>
  [
    `| ${['', ...columns.map(([title]) => title)].join(' | ')} |`,
    `| ${['---', ...columns.map(() => '--:')].join(' | ')} |`,
    ...rows.map((row) => `| ${[titles[row.tool], ...columns.map(([, value]) => value(row))].join(' | ')} |`),
  ].join('\n');

/** Not every tool has everything. */
const tenths = (seconds: number | undefined): string => seconds?.toFixed(1) ?? '–';

const columns: readonly (readonly [title: string, value: (row: Row) => string])[] = [
  ['switched', (row) => tenths(row.switched)],
  ['ttys', (row) => tenths(row.ttys)],
  ['first command', (row) => tenths(row.firstCommand)],
  ['dialled', (row) => tenths(row.dialled)],
  ['route', (row) => tenths(row.route)],
  ['connected', (row) => tenths(row.connected)],
  ['**ping**', (row) => `**${tenths(row.ping)}**`],
  ['beyond the floor', ({ ping, floor }) => tenths(ping - floor)],
  ["NetworkManager's", (row) => tenths(row.networkManager)],
  ['AT commands', ({ commands }) => String(commands)],
  ['refused', ({ errors }) => String(errors)],
  ['unanswered', ({ unanswered }) => String(unanswered)],
];
