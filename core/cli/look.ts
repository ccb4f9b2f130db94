import { paintFor } from './paint.js';
import type { Look, Marks } from './stage-rows.js';

/** How this terminal, as wide as it is now, wants its rows. */
export const lookOf = (stdout: NodeJS.WriteStream, env: Environment): Look => ({
  // One column stays free: a terminal that has just filled its last one is in doubt about where its cursor is.
  width: Math.min(stdout.columns - 1, widest),
  height: stdout.rows,
  paint: paintFor(stdout),
  marks: speaksUnicode(env) ? unicode : ascii,
});

type Environment = Readonly<Record<string, string | undefined>>;

/** Longer rows are hard to read, however wide a window is. */
const widest = 120;

/** The kernel's own console has no such glyphs; elsewhere the locale says what the terminal was told to show. */
const speaksUnicode = ({ TERM, LC_ALL, LC_CTYPE, LANG }: Environment): boolean =>
  TERM !== 'linux' && /utf-?8/i.test(LC_ALL || LC_CTYPE || LANG || '');

const unicode: Marks = {
  passed: '✔',
  failed: '✖',
  toCome: '·',
  going: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'],
};
const ascii: Marks = { passed: '+', failed: 'x', toCome: '.', going: ['|', '/', '-', '\\'] };
