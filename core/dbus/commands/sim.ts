import { type AtCommand, clckCommand, cpwdCommand, pukCommand } from '../../at/at-command.js';
import type { AtReply } from '../../at/at-reply.js';
import type { SessionState } from '../../facts/session-state.js';
import { overridesOf } from '../../facts/wanted.js';
import type { StickView } from '../behind.js';
import { isLocked, pinState } from '../project/sim-lock.js';
import { type DbusError, modemError } from '../wire/values.js';
import { flagAt, textAt } from './arguments.js';
import { askModem } from './ask-modem.js';
import { type ModemCommands, nothing, unsupported } from './command.js';
import { failureError, replyError } from './errors.js';
import type { HeldModem } from './held-modem.js';
import { pinTriesLeft, restorePinTries, spendPinTry } from './pin-tries.js';
import { untilSeen } from './until-seen.js';
import { type Asked, type Fresh, hasFailed, want } from './want.js';

/** org.freedesktop.ModemManager1.Sim. No PIN and no PUK is in any answer. */
export const simCommands: ModemCommands = {
  SendPin: async ({ modem, args }) => {
    const pin = pinAt(args, 0);
    mustBeLocked(modem, 'SIM PIN');
    await open(modem, pin);
    return nothing;
  },
  SendPuk: async ({ modem, args }) => {
    const puk = digits(textAt(args, 0), /^\d{8}$/, 'A PUK has eight digits.');
    const pin = pinAt(args, 1);
    mustBeLocked(modem, 'SIM PUK');
    const tries = modem.behind.view().session.sim.retries?.puk;
    if (tries !== undefined && tries < 2) throw modemError('Core.WrongState', untried('PUK', tries));
    await tell(modem, pukCommand(puk, pin));
    await open(modem, pin);
    return nothing;
  },
  EnablePin: async ({ modem, args }) => {
    const pin = pinAt(args, 0);
    await spendTry(modem, clckCommand(flagAt(args, 1), pin));
    return nothing;
  },
  ChangePin: async ({ modem, args }) => {
    const pin = pinAt(args, 1);
    await spendTry(modem, cpwdCommand(pinAt(args, 0), pin));
    remember(modem, pin);
    return nothing;
  },
  SetPreferredNetworks: unsupported('Cannot set preferred networks: operation not supported'),
};

const pinAt = (args: readonly unknown[], index: number): string =>
  digits(textAt(args, index), /^\d{4,8}$/, 'A PIN has four to eight digits.');

const digits = (text: string, rule: RegExp, says: string): string => {
  if (!rule.test(text)) throw modemError('Core.InvalidArgs', says);
  return text;
};

const mustBeLocked = (modem: HeldModem, lock: 'SIM PIN' | 'SIM PUK'): void => {
  if (pinState(modem.behind.view().session) === lock) return;
  const name = lock === 'SIM PIN' ? 'PIN' : 'PUK';
  throw modemError('Core.WrongState', `Cannot send ${name}: device is not SIM-${name} locked`);
};

/**
 * The corridor opens the SIM: it spends one try, and none on a PIN that this SIM has refused before. A PIN that opened it is kept while the stick is
 * plugged, since a reset locks it again; one that did not is forgotten.
 */
const open = async (modem: HeldModem, pin: string): Promise<void> => {
  const { kept } = modem.memory;
  const fresh = want(modem, atLevel(modem, { ...kept, pin }));
  const late = () => modemError('Core.Timeout', 'The SIM did not open in time.');
  try {
    await untilSeen(modem, (view) => opened(view, fresh), { limitMs: modem.limits.answer, late });
    modem.memory.kept = { ...modem.memory.kept, pin };
  } catch (error) {
    want(modem, atLevel(modem, kept));
    throw error;
  }
};

const opened = (view: StickView, fresh: Fresh): true | undefined => {
  const { session } = view;
  if (pinState(session) !== undefined && !isLocked(session)) return true;
  if (fresh(view) && hasFailed(session)) throw refusal(session);
  return undefined;
};

const refusal = (session: SessionState): DbusError => {
  switch (session.lastExit?.exit) {
    case 'init.pin-wrong':
      return modemError(
        'MobileEquipment.IncorrectPassword',
        `The SIM refused this PIN${left(session.sim.retries?.pin)}.`,
      );
    case 'init.pin-unsafe':
      return modemError('MobileEquipment.IncorrectPassword', untried('PIN', session.sim.retries?.pin));
    default:
      return failureError(session);
  }
};

/** A try that a program spends may be the last. */
const untried = (what: 'PIN' | 'PUK', tries: number | undefined): string =>
  `The ${what} was not tried${left(tries)}. Enter it in a telephone: a right one resets the count.`;

const left = (tries: number | undefined): string => (tries === undefined ? '' : `; tries left: ${tries}`);

/** The level that is wanted now, with these overrides. */
const atLevel = ({ behind }: HeldModem, overrides: Asked['overrides']): Asked => {
  const { wanted } = behind.view();
  const { pin: _, ...rest } = overridesOf(wanted);
  const all = { ...rest, ...overrides };
  if (wanted.level === 'off') return { level: 'standby', radio: 'as-is', overrides: all };
  return wanted.level === 'standby'
    ? { level: 'standby', radio: wanted.radio, overrides: all }
    : { level: wanted.level, overrides: all };
};

/** A SIM that is open takes no notice of it before it is locked again. */
const remember = (modem: HeldModem, pin: string): void => {
  if (modem.memory.kept.pin === undefined) return;
  modem.memory.kept = { ...modem.memory.kept, pin };
  want(modem, atLevel(modem, modem.memory.kept));
};

/**
 * Sends what costs one of the PIN's tries if it is wrong, once, whatever comes back: what was lost on the way may have cost it. The last try is the
 * owner's: a SIM that wants its PUK is of no use to anybody.
 */
const spendTry = async (modem: HeldModem, command: AtCommand): Promise<void> => {
  if (isLocked(modem.behind.view().session))
    throw modemError('MobileEquipment.SimPin', 'The SIM is locked: open it first.');
  const tries = pinTriesLeft(modem);
  if (tries < 2) throw modemError('Core.WrongState', untried('PIN', tries));
  spendPinTry(modem);
  await tell(modem, command);
  restorePinTries(modem);
};

const tell = async (modem: HeldModem, command: AtCommand): Promise<void> => {
  const reply = await askModem(modem, command, modem.limits.card);
  if (!reply.ok) throw cardError(reply);
};

/** A bare ERROR to a PIN is how sticks without error numbers say that it is wrong. */
const cardError = (reply: AtReply): DbusError =>
  reply.end.kind === 'error'
    ? modemError('MobileEquipment.IncorrectPassword', 'The SIM refused it.')
    : replyError(reply);
