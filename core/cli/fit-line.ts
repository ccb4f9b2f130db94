import stringWidth from 'string-width';
import type { Line } from './line.js';
import { type Paint, plain } from './paint.js';

/**
 * A line as rows of a terminal, none wider than `width` columns: the text is broken between words and aligned behind the head.
 * Where a head leaves too little room beside it, the text goes underneath.
 */
export const fitLine = (
  { head, text, mood }: Pick<Line, 'head' | 'text' | 'mood'>,
  width: number,
  paint: Paint = plain,
): readonly string[] => {
  const painted = (row: string): string => (mood === undefined || row === '' ? row : paint(mood, row));
  const beside = stringWidth(head);
  if (beside > 0 && width - beside < leastBeside && beside + stringWidth(text) > width) {
    return [head.trimEnd(), ...broken(text, width - under.length).map((row) => under + painted(row))];
  }
  const hang = beside > 0 ? ' '.repeat(beside) : under;
  const [first = '', ...others] = broken(text, width - beside, width - hang.length);
  return [`${head}${painted(first)}`.trimEnd(), ...others.map((row) => hang + painted(row))];
};

const leastBeside = 30;
const under = '    ';

/** Breaks between words; a word that fits no row at all is cut. `width` holds for the first row, `later` for the others. */
const broken = (text: string, width: number, later = width): readonly string[] => {
  const rows: string[] = [];
  let row = '';
  const room = (): number => Math.max(rows.length === 0 ? width : later, 1);
  const fits = (candidate: string): boolean => stringWidth(candidate) <= room();
  for (const word of text.split(gap)) {
    const joined = row === '' ? word : `${row} ${word}`;
    if (fits(joined)) {
      row = joined;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    while (!fits(row)) {
      const head = firstColumns(row, room());
      rows.push(head);
      row = row.slice(head.length);
    }
  }
  return [...rows, row];
};

/** A number keeps its unit. */
const gap = / (?!(?:s|ms|%)(?![\p{L}\p{N}]))/u;

/** As many whole characters as fit, and at least one. */
const firstColumns = (text: string, width: number): string => {
  const [first = '', ...others] = Array.from(text);
  let head = first;
  for (const character of others) {
    if (stringWidth(head + character) > width) break;
    head += character;
  }
  return head;
};
