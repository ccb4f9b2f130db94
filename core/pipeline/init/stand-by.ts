import { concatMap, first, map, NEVER, type Observable, of, tap } from 'rxjs';
import { parseFunctionality } from '../../at/parse-functionality.js';
import type { Wanted } from '../../facts/wanted.js';
import { type Asking, ask } from '../ask.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';

/** How the radio was when the modem last stood by: kept beside the doors, since it outlives them. */
const radioKey = 'radio';
interface Radio {
  readonly is: 'on' | 'off';
}
type Standby = Extract<Wanted, { readonly level: 'standby' }>;

/**
 * Opens only for "ready" and "online". For less the modem stands by in front of it, with its radio as it is wanted; one that was off then is
 * switched on for more.
 */
export const standBy = (known: Asking, tools: StageTools): Observable<object> =>
  step('stand-by', tools, (inside) =>
    inside.wanted$.pipe(
      first(),
      concatMap((wanted) => (wanted.level === 'standby' ? stoodBy(wanted, known, inside) : radioBack(known, inside))),
      map(() => ({})),
    ),
  );

const stoodBy = ({ radio: wanted }: Standby, known: Asking, tools: StageTools): Observable<never> =>
  radioNow(known).pipe(
    concatMap((is) => (wanted === 'as-is' || is === wanted ? of(is) : switched(wanted, known))),
    tap((is) => {
      tools.stamps.set(radioKey, { is });
      tools.report({ fact: 'standby.reached', radio: is });
    }),
    concatMap(() => NEVER),
  );

const radioBack = (known: Asking, { stamps }: StageTools): Observable<unknown> =>
  stamps.get<Radio>(radioKey)?.is === 'off'
    ? switched('on', known).pipe(tap((is) => stamps.set(radioKey, { is })))
    : of(undefined);

const radioNow = (known: Asking): Observable<Radio['is']> =>
  ask(known, 'AT+CFUN?').pipe(
    map(({ lines }) => {
      const functionality = parseFunctionality(lines);
      return functionality === 0 || functionality === 4 ? 'off' : 'on';
    }),
  );

/** TS 27.007, 8.15. */
const switched = (to: Radio['is'], known: Asking): Observable<Radio['is']> =>
  ask(known, to === 'off' ? 'AT+CFUN=4' : 'AT+CFUN=1').pipe(map(() => to));
