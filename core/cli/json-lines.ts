import { map, type Observable, type OperatorFunction } from 'rxjs';
import type { Fact } from '../facts/fact.js';

/** One fact a line, each with its line break. */
export const jsonLines = (): OperatorFunction<Fact, string> => (facts$: Observable<Fact>) =>
  facts$.pipe(map((fact) => `${jsonLine(fact)}\n`));

/** A fact as one JSON object on one line: `t`, `fact` and `stage` first, then what it carries. */
export const jsonLine = ({ t, fact, stage, ...rest }: Fact): string => safeJson({ t, fact, stage, ...rest });

/** Anything else as JSON on a line of its own. */
export const jsonOnOneLine = (value: object): string => `${safeJson(value)}\n`;

const safeJson = (value: object): string => JSON.stringify(value).replace(unsafe, escaped);

/** JSON escapes the controls below space itself; a terminal also obeys these: DEL, C1 controls, separators, text direction. */
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
