import { concatMap, from, map, NEVER, type Observable, type OperatorFunction } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import type { Line } from './line.js';
import { type Paint, plain } from './paint.js';
import { tellings } from './tellings.js';

/** All that these facts give people to read, as it is printed into a pipe. */
export const plainLines = (facts: readonly Fact[]): string => {
  let text = '';
  from(facts)
    .pipe(plainLinesOf())
    .subscribe((line) => {
      text += line;
    });
  return text;
};

/** The same, as it happens, and that it leaves when it was told to. */
export const plainLinesOf =
  (wish$: Observable<unknown> = NEVER, paint: Paint = plain): OperatorFunction<Fact, string> =>
  (facts$) =>
    facts$.pipe(
      tellings(wish$),
      concatMap(({ lines }) => from(lines)),
      map((line) => printed(line, paint)),
    );

/** With its line break. */
export const printed = ({ head, text, mood }: Line, paint: Paint = plain): string =>
  `${`${head}${mood === undefined || text === '' ? text : paint(mood, text)}`.trimEnd()}\n`;
