import { type StageName, stages } from '@dialtone/plugins';
import { printable } from '../facts/printable.js';
import { doing } from './doing.js';
import { fitLine } from './fit-line.js';
import type { Line } from './line.js';
import type { Paint } from './paint.js';
import { stageSummary } from './stage-summary.js';
import { type Story, stageLine } from './tell.js';

/** How a terminal wants its rows. */
export interface Look {
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
  readonly marks: Marks;
}
export interface Marks {
  readonly passed: string;
  readonly failed: string;
  readonly toCome: string;
  /** One after the other while a stage goes on. */
  readonly going: readonly string[];
}

/** A line that stands, stages with their mark. */
export const standingRows = (line: Line, { width, paint, marks }: Look): readonly string[] => {
  if (line.kind !== 'stage') return fitLine(line, width, paint);
  const mark = line.mark === 'failed' ? paint('bad', marks.failed) : paint('good', marks.passed);
  return marked(mark, line, width, paint);
};

/** The stage that is being walked, `t` ms after the start, with what it has learnt so far, and the stages still to come. */
export const liveRows = (
  { walking, learnt }: Story,
  t: number,
  { width, height, paint, marks }: Look,
): readonly string[] => {
  if (walking === undefined) return [];
  const { stage, since, passed } = walking;
  const ms = Math.max(0, t - since);
  const going = marks.going[Math.floor(ms / frameMs) % marks.going.length] ?? '';
  const now = passed ? [] : marked(going, stageLine(stage, ms, soFar(stage, learnt)), width, paint);
  const toCome = stages.slice(stages.indexOf(stage) + 1).map((name) => paint('quiet', `${marks.toCome} ${name}`));
  // A row that has scrolled off cannot be drawn again: what does not fit is left out.
  return [...now, ...toCome].slice(0, Math.max(1, height - 1));
};

/** How often the time of a stage is drawn anew. */
export const frameMs = 100;

const soFar = (stage: StageName, learnt: Story['learnt']): string =>
  printable([stageSummary(stage, learnt), doing(stage, learnt)].filter((part) => part !== '').join(', ')) || '';

const marked = (
  mark: string,
  line: Pick<Line, 'head' | 'text' | 'mood'>,
  width: number,
  paint: Paint,
): readonly string[] => {
  const [first = '', ...others] = fitLine({ ...line, head: `  ${line.head}` }, width, paint);
  return [`${mark} ${first.slice(2)}`, ...others];
};
