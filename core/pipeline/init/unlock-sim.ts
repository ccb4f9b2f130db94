import { concatMap, first, map, type Observable, of, tap, throwError } from 'rxjs';
import { pinCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import { parseIccid, readIccid } from '../../at/parse-iccid.js';
import { parsePinState } from '../../at/parse-pin-state.js';
import { Exit } from '../../facts/exit.js';
import { overridesOf } from '../../facts/wanted.js';
import { answered, ask, askAgain, askOnce, askSim, cmeCode, simBusy } from '../ask.js';
import type { Ported } from '../knowledge.js';
import { step } from '../stage.js';
import type { StageTools } from '../tools.js';
import type { Woken } from './wake.js';

type Known = Ported & Woken;

/** Asks the SIM's state and, when it waits for a PIN that somebody gave us, spends exactly one try on it. */
export const unlockSim = (known: Known, tools: StageTools): Observable<object> =>
  step('unlock-sim', tools, (inside) =>
    simState(known, inside).pipe(
      tap((state) => inside.report({ fact: 'sim.state', state })),
      concatMap((state) => cardNumber(known, inside).pipe(concatMap((iccid) => opened(state, iccid, known, inside)))),
      map(() => ({})),
    ),
  );

const simState = (known: Known, tools: StageTools): Observable<string> =>
  askSim(known, 'AT+CPIN?', tools).pipe(
    map((reply) => {
      const state = reply.ok ? parsePinState(reply.lines) : locks[cmeCode(reply) ?? -1];
      if (state === undefined) throw refusal(reply);
      return state;
    }),
  );

/** Some refuse the question for want of the very thing that it asks about: numbers of TS 27.007, 9.2. */
const locks: Readonly<Record<number, string>> = { 11: 'SIM PIN', 12: 'SIM PUK' };

/** What a refused +CPIN? means. A bare ERROR comes from sticks that know no error numbers: the SIM is not read. */
const refusal = (reply: AtReply): Exit =>
  new Exit(cmeCode(reply) === simBusy ? 'init.sim-busy' : 'init.sim-missing', reply.result);

/** The second PIN guards a few settings of telephones and stops no data call. */
const open: readonly string[] = ['READY', 'SIM PIN2', 'SIM PUK2'];

const opened = (state: string, iccid: string, known: Known, tools: StageTools): Observable<unknown> => {
  if (open.includes(state)) return of(undefined);
  switch (state) {
    case 'SIM PIN':
      return withPin(iccid, known, tools);
    case 'SIM PUK':
      return throwError(() => new Exit('init.puk-required', state));
    default:
      return throwError(() => new Exit(state.startsWith('PH-') ? 'init.network-locked' : 'init.sim-missing', state));
  }
};

const withPin = (iccid: string, known: Known, tools: StageTools): Observable<unknown> =>
  tools.wanted$.pipe(
    first(),
    concatMap((wanted) => {
      const { pin } = overridesOf(wanted);
      if (pin === undefined) return throwError(() => new Exit('init.pin-required'));
      if (known.retries && known.retries.pin < tools.limits.pinRetriesKept) {
        return throwError(() => new Exit('init.pin-unsafe', `${known.retries?.pin} left`));
      }
      return spendOneTry(iccid, pin, known, tools);
    }),
  );

/** The SIM's own number can be read while it is locked: it says which card this is, and whether this PIN was refused by it before. */
const cardNumber = (known: Known, tools: StageTools): Observable<string> =>
  ask(known, readIccid).pipe(
    map(({ lines }) => parseIccid(lines)),
    tap((iccid) => iccid !== undefined && tools.learn({ iccid })),
    map((iccid) => iccid ?? 'unknown'),
  );

/**
 * Written down as spent before it is sent and crossed out when the SIM took it: a process that dies, a stick that is pulled out or a reply
 * that is lost in between must not cost a second try.
 */
const spendOneTry = (sim: string, pin: string, known: Known, tools: StageTools): Observable<unknown> => {
  if (tools.memory.pinRefused(sim, pin)) {
    return throwError(() => new Exit('init.pin-wrong', 'it was sent before, so it was not sent again'));
  }
  const command = pinCommand(pin);
  tools.memory.keepRefusedPin(sim, pin);
  return askOnce(known, command).pipe(
    concatMap((reply) => (reply.ok ? of(true) : wasTaken(reply, known, tools))),
    tap(() => tools.memory.forgetRefusedPin(sim, pin)),
    concatMap(() => untilReady(known, tools)),
    tap(() => tools.report({ fact: 'sim.unlocked' })),
  );
};

/** Silence does not tell whether the try was spent: the SIM's state does, and the PIN is not sent again to find out. */
const wasTaken = (reply: AtReply, known: Known, tools: StageTools): Observable<unknown> => {
  if (reply.end.kind === 'closed') answered(reply);
  if (reply.end.kind !== 'timeout') return throwError(() => refused(reply));
  return simState(known, tools).pipe(
    tap((state) => {
      if (state === 'SIM PUK') throw new Exit('init.puk-required', state);
      if (!open.includes(state)) throw refused(reply);
    }),
  );
};

const refused = (reply: AtReply): Exit =>
  new Exit(locks[cmeCode(reply) ?? -1] === 'SIM PUK' ? 'init.puk-required' : 'init.pin-wrong', reply.result);

/** Some sticks say OK to the PIN and go on asking for it for a second or two (ModemManager asks them every 2 s). */
const untilReady = (known: Known, tools: StageTools): Observable<unknown> =>
  askAgain(
    () => simState(known, tools),
    (state) => !open.includes(state),
    tools,
  ).pipe(
    tap((state) => {
      if (!open.includes(state)) throw new Exit('init.sim-busy', `${state} after the PIN was taken`);
    }),
  );
