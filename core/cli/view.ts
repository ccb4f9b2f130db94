import { type Observable, tap } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { jsonLines } from './json-lines.js';
import { liveView } from './live-view.js';
import type { Io } from './main.js';
import { paintFor } from './paint.js';
import { plainLinesOf } from './plain-lines.js';

/**
 * Shows facts in the way that fits: JSON where asked for, live stages in a terminal, plain lines everywhere else. People are told at
 * the first `wish$` that it leaves. It listens at once: no fact is missed between subscribing and showing.
 */
export const view = (
  facts$: Observable<Fact>,
  wish$: Observable<unknown>,
  flags: { readonly json: boolean; readonly once: boolean },
  io: Pick<Io, 'stdout' | 'env' | 'signals'>,
): Observable<unknown> => {
  const { stdout } = io;
  if (!flags.json && isLively(io)) return liveView(facts$, wish$, flags, io);
  return facts$.pipe(
    flags.json ? jsonLines() : plainLinesOf(wish$, paintFor(stdout)),
    tap((text) => stdout.write(text)),
  );
};

/** A terminal of width 0, as some pseudo terminals have, would get one character a row. */
const isLively = ({ stdout: { isTTY, columns }, env }: Pick<Io, 'stdout' | 'env'>): boolean =>
  isTTY === true && columns > 0 && env.TERM !== 'dumb';
