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
  modemmanager: 'ModemManager 1.20 and NetworkManager 1.42',
  chat: 'pppd and chat, by somebody who knows everything',
};

/** A table in Markdown: seconds since the attachment of the stick, and what was said to the modem. */
export const tableOf = (rows: readonly Row[]): string =>
  [
    '| | switched | ttys | first command | dialled | route | **ping** | beyond the floor | AT commands | refused | unanswered |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...rows.map(
      ({ tool, switched, ttys, firstCommand, dialled, route, ping, floor, commands, errors, unanswered }) =>
        `| ${[titles[tool], ...[switched, ttys, firstCommand, dialled, route].map(tenths), `**${tenths(ping)}**`, tenths(ping - floor), commands, errors, unanswered].join(' | ')} |`,
    ),
  ].join('\n');

const tenths = (seconds: number): string => seconds.toFixed(1);
