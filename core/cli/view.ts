import type { Observable } from 'rxjs';
import type { Fact } from '../facts/fact.js';
import { lineView } from './line-view.js';
import { liveView } from './live-view.js';
import type { Io } from './main.js';

/**
 * Shows facts in the way that fits: JSON where asked for, live stages in a terminal, plain lines everywhere else. People are told at
 * the first `wish$` that it leaves. It listens at once: no fact is missed between subscribing and showing.
 */
export const view = (
  facts$: Observable<Fact>,
  wish$: Observable<unknown>,
  flags: { readonly json: boolean; readonly once: boolean },
  io: Pick<Io, 'stdout' | 'env' | 'signals'>,
): Observable<unknown> =>
  !flags.json && isLively(io) ? liveView(facts$, wish$, flags, io) : lineView(facts$, wish$, flags, io);

/** A terminal of width 0, as some pseudo terminals have, would get one character a row. */
const isLively = ({ stdout: { isTTY, columns }, env }: Pick<Io, 'stdout' | 'env'>): boolean =>
  isTTY === true && columns > 0 && env.TERM !== 'dumb';
