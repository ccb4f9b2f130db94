import { concatMap, from, map, type OperatorFunction } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { type Paint, plain } from './paint.js';
import { steps } from './steps.js';
import { beginning, type Line, type Told, tell } from './tell.js';

/** All that these facts give people to read, as it is printed into a pipe. */
export const plainLines = (facts: readonly Fact[]): string =>
  facts.reduce<readonly [string, Told['story']]>(
    ([text, story], fact) => {
      const told = tell(story, fact);
      return [text + told.lines.map(printed).join(''), told.story];
    },
    ['', beginning],
  )[0];

/** The same, as it happens. */
export const plainLinesOf =
  (paint: Paint = plain): OperatorFunction<Fact, string> =>
  (facts$) =>
    facts$.pipe(
      steps(paint),
      concatMap(({ lines }) => from(lines)),
      map(printed),
    );

/** A closing block stands apart from what was before it. */
export const printed = ({ kind, text }: Line): string => (kind === 'closing' ? `\n${text}\n` : `${text}\n`);
