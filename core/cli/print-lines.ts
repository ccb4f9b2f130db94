import { fitLine } from './fit-line.js';
import type { Line } from './line.js';
import { lookOf } from './look.js';
import type { Io } from './main.js';
import { paintFor } from './paint.js';
import { printed } from './plain-lines.js';

/** Lines that stand: broken to the width of a terminal, as they are everywhere else. */
export const printLines = (lines: readonly Line[], { stdout, env }: Pick<Io, 'stdout' | 'env'>): void => {
  stdout.write(lines.map(stdout.isTTY && stdout.columns > 0 ? fitted(lookOf(stdout, env)) : asItIs(stdout)).join(''));
};

const fitted =
  ({ width, paint }: Pick<ReturnType<typeof lookOf>, 'width' | 'paint'>) =>
  (line: Line): string =>
    fitLine(line, width, paint)
      .map((text) => `${text}\n`)
      .join('');

const asItIs =
  (stdout: Io['stdout']) =>
  (line: Line): string =>
    printed(line, paintFor(stdout));
