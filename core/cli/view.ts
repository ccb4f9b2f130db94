import { defer, type Observable, switchMap, tap } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { jsonLines } from './json-lines.js';
import { paintFor } from './paint.js';
import { plainLinesOf } from './plain-lines.js';

/** Shows facts in the way that fits: JSON where asked for, a live list in a terminal, plain lines everywhere else. */
export const view = (
  facts$: Observable<Fact>,
  { json }: { readonly json: boolean },
  stdout: NodeJS.WriteStream,
): Observable<unknown> => {
  if (!json && isLively(stdout)) {
    return defer(() => import('./live-view.js')).pipe(switchMap(({ liveView }) => liveView(facts$, stdout)));
  }
  return facts$.pipe(
    json ? jsonLines() : plainLinesOf(paintFor(stdout)),
    tap((text) => stdout.write(text)),
  );
};

/** A terminal of width 0, as some pseudo terminals have, would get one character a line. */
const isLively = ({ isTTY, columns }: NodeJS.WriteStream): boolean =>
  isTTY === true && columns > 0 && process.env.TERM !== 'dumb';
