import { type Observable, tap } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { jsonLines } from './json-lines.js';
import type { Io } from './main.js';
import { paintFor } from './paint.js';
import { plainLinesOf } from './plain-lines.js';

/** Shows facts line by line, as they come: JSON where asked for, else in words; people are told at the first `wish$` that it leaves. */
export const lineView = (
  facts$: Observable<Fact>,
  wish$: Observable<unknown>,
  { json }: { readonly json: boolean },
  { stdout }: Pick<Io, 'stdout'>,
): Observable<unknown> =>
  facts$.pipe(
    json ? jsonLines() : plainLinesOf(wish$, paintFor(stdout)),
    tap((text) => stdout.write(text)),
  );
