import stringWidth from 'string-width';

/** The part of a terminal that is still being drawn: lines that stand scroll away above it. */
export interface Screen {
  /** Prints rows that stay, and draws these live ones beneath them in place of the live ones before. Nothing new writes nothing. */
  readonly draw: (standing: readonly string[], live: readonly string[]) => void;
  /** Somebody else has written since (a shell, after Ctrl-Z): what is live is drawn anew below that. */
  readonly lose: () => void;
}

/**
 * Rows are written over and then cleared to their ends, in one write, so that nothing flickers. The cursor is hidden only within
 * that write: whatever kills us, even SIGKILL, leaves a terminal with a cursor, and it rests below what is live, where `^C` does no harm.
 */
export const screenOn = (stdout: Pick<NodeJS.WriteStream, 'write' | 'columns'>): Screen => {
  let drawn: readonly string[] = [];
  let width = stdout.columns;
  return {
    draw: (standing, live) => {
      if (standing.length === 0 && same(live, drawn)) return;
      const rows = [...standing, ...live].map((row) => `${row}${clearRow}\n`).join('');
      // Rows that a narrower terminal has broken are remembered as belonging together (tmux), however they are written over.
      const first = stdout.columns === width ? '' : clearBelow;
      stdout.write(`${hideCursor}${up(heightOf(drawn, stdout.columns))}${first}${rows}${clearBelow}${showCursor}`);
      drawn = live;
      width = stdout.columns;
    },
    lose: () => {
      drawn = [];
    },
  };
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((row, index) => row === other[index]);

/** Terminals break rows anew when they are made narrower, so what was drawn may be higher by now. */
const heightOf = (rows: readonly string[], columns: number): number =>
  rows.reduce((sum, row) => sum + Math.max(1, Math.ceil(stringWidth(row) / columns)), 0);

const up = (rows: number): string => (rows > 0 ? `\r\u001b[${rows}A` : '\r');

const clearRow = '\u001b[K';
const clearBelow = '\u001b[J';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
