import { concatMap, first, map, type Observable, of, tap, throwError } from 'rxjs';
import { pinCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import { parseIccid, readIccid } from '../../at/parse-iccid.js';
import { parsePinState } from '../../at/parse-pin-state.js';
import { Exit } from '../../facts/exit.js';
import type { Ported } from '../knowledge.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import { after, ask, askOnce, cmeCode } from './ask.js';
import type { Woken } from './wake.js';

type Known = Ported & Woken;

/** +CME ERROR numbers of TS 27.007, 9.2. */
const cme = { pinRequired: 11, pukRequired: 12, busy: 14 };

/** Asks the SIM's state and, when it waits for a PIN that somebody gave us, spends exactly one try on it. */
export const unlockSim = (known: Known, tools: StageTools): Observable<object> =>
  step('unlock-sim', tools, () =>
    simState(known, tools, tools.clock.now() + tools.limits.simBusy).pipe(
      tap((state) => tools.report({ fact: 'sim.state', state })),
      concatMap((state) => opened(state, known, tools)),
      map(() => ({})),
    ),
  );

const simState = (known: Known, tools: StageTools, until: number): Observable<string> =>
  ask(known, 'AT+CPIN?').pipe(
    concatMap((reply) => {
      const state = parsePinState(reply.lines);
      if (reply.ok && state !== undefined) return of(state);
      if (cmeCode(reply) !== cme.busy) return throwError(() => refusal(reply));
      return tools.clock.now() >= until
        ? throwError(() => new Exit('init.sim-busy', reply.result))
        : after(tools.limits.simBusyPause, tools, () => simState(known, tools, until));
    }),
  );

/** What a refused +CPIN? means. A bare ERROR comes from sticks that know no error numbers: the SIM is not read. */
const refusal = (reply: AtReply): Exit => {
  switch (cmeCode(reply)) {
    case cme.pinRequired:
      return new Exit('init.pin-required', reply.result);
    case cme.pukRequired:
      return new Exit('init.puk-required', reply.result);
    default:
      return new Exit('init.sim-missing', reply.result);
  }
};

const opened = (state: string, known: Known, tools: StageTools): Observable<unknown> => {
  switch (state) {
    case 'READY':
      return of(undefined);
    case 'SIM PIN':
      return withPin(known, tools);
    case 'SIM PUK':
      return throwError(() => new Exit('init.puk-required', state));
    default:
      return throwError(() => new Exit(state.startsWith('PH-') ? 'init.network-locked' : 'init.sim-missing', state));
  }
};

const withPin = (known: Known, tools: StageTools): Observable<unknown> =>
  tools.wanted$.pipe(
    first(),
    concatMap((wanted) => {
      const pin = wanted.level === 'off' ? undefined : wanted.overrides.pin;
      if (pin === undefined) return throwError(() => new Exit('init.pin-required'));
      if (known.retries && known.retries.pin < tools.limits.pinRetriesKept) {
        return throwError(() => new Exit('init.pin-unsafe', `${known.retries?.pin} left`));
      }
      return iccid(known).pipe(concatMap((sim) => spendOneTry(sim, pin, known, tools)));
    }),
  );

/** The SIM's own number can be read while it is locked: it says whether this PIN was refused by this SIM before. */
const iccid = (known: Known): Observable<string> =>
  ask(known, readIccid).pipe(map(({ lines }) => parseIccid(lines) ?? 'unknown'));

const spendOneTry = (sim: string, pin: string, known: Known, tools: StageTools): Observable<unknown> => {
  if (tools.memory.pinRefused(sim, pin)) {
    return throwError(() => new Exit('init.pin-wrong', 'refused before, so it was not sent again'));
  }
  return askOnce(known, pinCommand(pin)).pipe(
    concatMap((reply) => {
      // Silence does not tell whether the try was spent: the SIM's state does, and the PIN is not sent again to find out.
      if (!reply.ok && reply.end.kind !== 'timeout') return throwError(() => refused(reply, sim, pin, tools));
      return simState(known, tools, tools.clock.now() + tools.limits.simBusy).pipe(
        tap((state) => {
          if (state !== 'READY') throw refused(reply, sim, pin, tools);
          tools.report({ fact: 'sim.unlocked' });
        }),
      );
    }),
  );
};

const refused = (reply: AtReply, sim: string, pin: string, tools: StageTools): Exit => {
  if (reply.end.kind !== 'closed') tools.memory.keepRefusedPin(sim, pin);
  return new Exit(cmeCode(reply) === cme.pukRequired ? 'init.puk-required' : 'init.pin-wrong', reply.result);
};
