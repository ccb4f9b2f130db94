import { map, merge, type Observable, ReplaySubject } from 'rxjs';
import type { StickView } from '../behind.js';
import type { FaceBearer, FaceModem } from '../face-state.js';
import { pinState } from '../project/sim-lock.js';
import { DbusError, modemError } from '../wire/values.js';
import { bearerFor, disconnected, withSettings } from './bearers.js';
import type { CallSettings } from './call-settings.js';
import type { Caller } from './command.js';
import { failureError, lossError } from './errors.js';
import type { HeldModem } from './held-modem.js';
import { untilSeen } from './until-seen.js';
import { type Fresh, hasFailed, isOnline, want } from './want.js';

/**
 * The life of a call that somebody asked for. It is made with all that recovery knows to do, until the link is up, recovery gives up, the caller
 * leaves or somebody hangs up; gives its bearer. Afterwards the modem is registered, and no more.
 */
export const connect = async (modem: HeldModem, settings: CallSettings, caller: Caller): Promise<FaceBearer> => {
  const { memory } = modem;
  if (memory.pending) throw inProgress();
  const there = sameCall(modem, settings);
  if (there) return there;
  const aborted$ = new ReplaySubject<never>(1);
  const own = { abort: (error: DbusError) => aborted$.error(error) };
  memory.pending = own;
  try {
    await memory.hangingUp;
    if (memory.pending !== own) throw cancelled();
    mustHavePin(modem, settings);
    return await called(modem, settings, merge(aborted$, left(caller)));
  } catch (error) {
    if (memory.pending === own) gaveUp(modem, error);
    throw error;
  } finally {
    if (memory.pending === own) memory.pending = undefined;
  }
};

/** Hangs up, and aborts a Connect that has no answer yet. Resolves when the link is down or nobody can wait any longer: it never rejects. */
export const disconnect = (modem: HeldModem): Promise<void> => {
  abortConnect(modem, cancelled());
  modem.memory.hangingUp ??= hangUp(modem).finally(() => {
    modem.memory.hangingUp = undefined;
  });
  return modem.memory.hangingUp;
};

/** The Connect that has no answer yet gets this one, and whoever calls this decides what is wanted next. */
export const abortConnect = ({ memory }: HeldModem, because: DbusError): void => {
  const { pending } = memory;
  memory.pending = undefined;
  pending?.abort(because);
};

/**
 * A link that died under a call: to be asked for each view. NetworkManager makes the call anew when it hears of it; the session must not do the same
 * beside it, so no more than "ready" is wanted from here on.
 */
export const noticeLoss = (modem: HeldModem, { session }: StickView): void => {
  if (modem.face().call !== 'connected' || isOnline(session)) return;
  modem.memory.failed = true;
  modem.change({ call: 'none', bearers: disconnected(modem.face(), lossError(session)) });
  want(modem, { level: 'ready', overrides: modem.memory.kept });
};

export const cancelled = (): DbusError => modemError('Core.Cancelled', 'The connection attempt was cancelled.');

const inProgress = () => modemError('Core.InProgress', 'Connection request forbidden: operation already in progress');

/** ModemManager gives the bearer that is connected with these settings already; a PIN and a network make no difference to that. */
const sameCall = (modem: HeldModem, settings: CallSettings): FaceBearer | undefined => {
  const bearer = modem.face().call === 'connected' ? withSettings(modem, settings) : undefined;
  const network = settings.overrides.network;
  return network === undefined || network === modem.memory.settings.get(bearer?.index ?? -1)?.overrides.network
    ? bearer
    : undefined;
};

/** NetworkManager asks its user when it hears this; without the question the corridor would walk into the same wall for nothing. */
const mustHavePin = (modem: HeldModem, { pin }: CallSettings): void => {
  const state = pinState(modem.behind.view().session);
  if (state === 'SIM PUK') throw modemError('MobileEquipment.SimPuk', "Device is locked: 'sim-puk'");
  if (state === 'SIM PIN' && pin === undefined && modem.memory.kept.pin === undefined) {
    throw modemError('MobileEquipment.SimPin', "Device is locked: 'sim-pin'");
  }
};

const called = async (modem: HeldModem, settings: CallSettings, aborted$: Observable<never>): Promise<FaceBearer> => {
  const { memory, limits } = modem;
  const bearer = bearerFor(modem, settings);
  const locked = pinState(modem.behind.view().session) === 'SIM PIN';
  modem.change({ call: 'connecting', bearers: [bearer] });
  const { pin } = settings;
  const overrides = { ...memory.kept, ...settings.overrides, ...(pin === undefined ? {} : { pin }) };
  const fresh = want(modem, { level: 'online', overrides });
  await untilSeen(modem, (view) => outcome(view, fresh), {
    limitMs: limits.connect,
    late: () => tooLate(modem),
    aborted$,
  });
  // It has opened the SIM, and a reset would lock it again.
  if (locked && pin !== undefined) memory.kept = { ...memory.kept, pin };
  const up = { ...bearer, connected: true, ...statsOf(modem, bearer) };
  modem.change({ call: 'connected', bearers: [up] });
  return up;
};

const outcome = (view: StickView, fresh: Fresh): true | undefined => {
  if (!fresh(view)) return undefined;
  if (hasFailed(view.session)) throw failureError(view.session);
  return isOnline(view.session) ? true : undefined;
};

const statsOf = (modem: HeldModem, { stats }: FaceBearer): Pick<FaceBearer, 'stats'> => {
  const name = modem.behind.view().session.link?.interface;
  const counters = name === undefined ? undefined : modem.counters(name);
  return counters === undefined
    ? {}
    : {
        stats: {
          startedAt: Math.floor(Date.now() / 1000),
          ...counters,
          attempts: (stats?.attempts ?? 0) + 1,
          failed: stats?.failed ?? 0,
        },
      };
};

const left = (caller: Caller): Observable<never> =>
  caller.vanished$.pipe(
    map(() => {
      throw cancelled();
    }),
  );

const tooLate = (modem: HeldModem): DbusError => {
  const { stage, steps } = modem.behind.view().session;
  const where = stage === 'init' ? `init, after ${steps.at(-1) ?? 'nothing'}` : (stage ?? 'the beginning');
  return modemError('Core.Timeout', `The connection was not up in time: it was still at ${where}.`);
};

const gaveUp = (modem: HeldModem, error: unknown): void => {
  if (modem.face().call === 'none') return;
  modem.memory.failed = true;
  modem.change({ call: 'none', bearers: disconnected(modem.face(), error) });
  want(modem, { level: 'ready', overrides: modem.memory.kept });
};

const hangUp = async (modem: HeldModem): Promise<void> => {
  const { behind, memory, limits } = modem;
  const calls: readonly FaceModem['call'][] = ['connecting', 'connected'];
  if (!calls.includes(modem.face().call) && behind.view().wanted.level !== 'online') return;
  modem.change({ call: 'disconnecting' });
  want(modem, { level: 'ready', overrides: memory.kept });
  const late = () => modemError('Core.Timeout', 'The link is still up.');
  await untilSeen(modem, isDown, { limitMs: limits.release, late }).catch(() => undefined);
  modem.change({ call: 'none', bearers: disconnected(modem.face()) });
};

const isDown = ({ session }: StickView): true | undefined =>
  session.level !== 'online' && session.link === undefined ? true : undefined;
