import { bearerPath, modemPath, ownRootInterface, root, serviceName, simPath } from '../face-state.js';
import type { Invocation, Invoke } from '../tree/object-server.js';
import type { Bus } from '../wire/bus.js';
import { busError, modemError } from '../wire/values.js';
import { bearerCommands } from './bearer.js';
import type { Caller, ModemCommands } from './command.js';
import { asDbusError } from './errors.js';
import type { HeldModem } from './held-modem.js';
import { modemCommands } from './modem.js';
import { modem3gppCommands } from './modem3gpp.js';
import type { RootCommands } from './root.js';
import { signalCommands } from './signal.js';
import { simCommands } from './sim.js';
import { simpleCommands } from './simple.js';

export interface Performer {
  readonly bus: Pick<Bus, 'vanished$'>;
  readonly authorize: (action: NonNullable<Invocation['action']>, sender: string) => Promise<void>;
  /** Those that are shown. */
  readonly modems: () => readonly HeldModem[];
  readonly root: RootCommands;
  /** One JSON object for each stick. */
  readonly sticks: () => readonly string[];
  readonly allowCommands: boolean;
  /** What has changed is shown before the answer goes out: a caller may look at once. */
  readonly flush: () => void;
}

/** Does what was called, once polkit has nothing against it. */
export const perform = (performer: Performer): Invoke => {
  const modemInterfaces = interfacesOfModems(performer.allowCommands);
  return async (call) => {
    if (call.action) await performer.authorize(call.action, call.sender);
    try {
      return await done(call, performer, modemInterfaces);
    } catch (error) {
      throw asDbusError(error);
    } finally {
      performer.flush();
    }
  };
};

/** Exported for the test that holds it equal to the tables. */
export const interfacesOfModems = (allowCommands: boolean): Readonly<Record<string, ModemCommands>> => ({
  [`${serviceName}.Modem`]: modemCommands(allowCommands),
  [`${serviceName}.Modem.Simple`]: simpleCommands,
  [`${serviceName}.Modem.Modem3gpp`]: modem3gppCommands,
  [`${serviceName}.Modem.Signal`]: signalCommands,
  [`${serviceName}.Sim`]: simCommands,
  [`${serviceName}.Bearer`]: bearerCommands,
});

const done = async (
  call: Invocation,
  performer: Performer,
  modemInterfaces: Readonly<Record<string, ModemCommands>>,
): Promise<readonly unknown[]> => {
  const { path, member, args, sender } = call;
  const caller: Caller = { sender, vanished$: performer.bus.vanished$(sender) };
  if (path === root) return onRoot(call, caller, performer);
  const command = modemInterfaces[call.interface]?.[member];
  // Polkit may have taken minutes: what was there when the call came in need not be there any more.
  const modem = performer.modems().find((it) => isOf(it, path));
  if (!modem) throw busError('UnknownObject', `There is nothing at ${path} any more.`);
  if (!command) throw modemError('Core.Unsupported', `${member} is not supported.`);
  const { memory } = modem;
  const asks = changesState.has(member) ? 1 : 0;
  memory.asked += asks;
  try {
    return await command({ modem, path, args, caller });
  } finally {
    performer.flush();
    memory.asked -= asks;
  }
};

const onRoot = async (
  call: Invocation,
  caller: Caller,
  { root: commands, sticks }: Performer,
): Promise<readonly unknown[]> => {
  if (call.interface === ownRootInterface) return [sticks()];
  const command = commands[call.member];
  if (!command) throw modemError('Core.Unsupported', `${call.member} is not supported.`);
  return command({ args: call.args, caller });
};

/** Its own object, its SIM's, or one of its bearers'. */
const isOf = (modem: HeldModem, path: string): boolean => {
  const { index, simIndex, bearers } = modem.face();
  return [modemPath(index), simPath(simIndex), ...bearers.map((bearer) => bearerPath(bearer.index))].includes(path);
};

/** What follows while one of these is under way, somebody has asked for. */
const changesState: ReadonlySet<string> = new Set([
  'Enable',
  'SetPowerState',
  'Reset',
  'Connect',
  'Disconnect',
  'DeleteBearer',
  'SendPin',
  'SendPuk',
  'Register',
]);
