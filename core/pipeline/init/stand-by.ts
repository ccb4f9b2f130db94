import { concatMap, first, map, NEVER, type Observable, of, tap } from 'rxjs';
import { ask } from '../ask.js';
import type { Ported } from '../knowledge.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';

/** The radio was switched off here, and nobody has switched it on since: kept beside the doors, since it outlives them. */
const radioKey = 'radio';
interface Radio {
  readonly off: boolean;
}

/**
 * Opens only for "ready" and "online". For less the modem stands by in front of it, with its radio as it is wanted; what was switched off here is
 * switched on here.
 */
export const standBy = (known: Pick<Ported, 'control'>, tools: StageTools): Observable<object> =>
  step('stand-by', tools, (inside) =>
    inside.wanted$.pipe(
      first(),
      concatMap((wanted) => {
        if (wanted.level !== 'standby') return radio('on', known, inside).pipe(map(() => ({})));
        return radio(wanted.radio, known, inside).pipe(
          tap(() => inside.report({ fact: 'standby.reached', radio: wanted.radio })),
          concatMap(() => NEVER),
        );
      }),
    ),
  );

const radio = (wanted: 'on' | 'off', known: Pick<Ported, 'control'>, { stamps }: StageTools): Observable<unknown> => {
  const isOff = stamps.get<Radio>(radioKey)?.off ?? false;
  if (isOff === (wanted === 'off')) return of(undefined);
  return ask(known, wanted === 'off' ? 'AT+CFUN=4' : 'AT+CFUN=1').pipe(
    tap(() => stamps.set(radioKey, { off: wanted === 'off' })),
  );
};
