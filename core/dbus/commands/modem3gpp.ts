import { atCommand } from '../../at/at-command.js';
import { type FoundOperator, parseOperators } from '../../at/parse-operators.js';
import type { StickView } from '../behind.js';
import { technologyNumbered } from '../project/access-technology.js';
import { state } from '../project/modem-state.js';
import { type Dict, modemError, variant } from '../wire/values.js';
import { textAt } from './arguments.js';
import { mustTake } from './ask-modem.js';
import { type ModemCommands, nothing, unsupported } from './command.js';
import { failureError } from './errors.js';
import type { HeldModem } from './held-modem.js';
import { untilSeen } from './until-seen.js';
import { type Fresh, hasFailed, want } from './want.js';

/** org.freedesktop.ModemManager1.Modem.Modem3gpp. */
export const modem3gppCommands: ModemCommands = {
  Register: async ({ modem, args }) => {
    await register(modem, textAt(args, 0));
    return nothing;
  },
  Scan: async ({ modem }) => {
    const { lines } = await mustTake(modem, atCommand('AT+COPS=?'), modem.limits.scan);
    return [parseOperators(lines).map(asDict)];
  },
  SetEpsUeModeOperation: unsupported('Cannot set UE mode of operation for EPS: operation not supported'),
  SetInitialEpsBearerSettings: unsupported('Operation not supported'),
  SetNr5gRegistrationSettings: unsupported('Operation not supported'),
  DisableFacilityLock: unsupported('Operation not supported'),
  SetPacketServiceState: unsupported('Explicit packet service attach/detach operation not supported'),
};

/** In the network of that MCC and MNC and in no other; '' lets the modem choose. */
const register = async (modem: HeldModem, network: string): Promise<void> => {
  const { memory, limits } = modem;
  mustBeIdle(modem);
  if (!/^(\d{5,6})?$/.test(network)) {
    throw modemError('Core.InvalidArgs', 'A network is named by its MCC and MNC: five or six digits.');
  }
  // The stick may have been told by somebody else, long ago, to stay with one network.
  if (network === '') await mustTake(modem, atCommand('AT+COPS=0'), limits.register);
  const before = memory.kept;
  const { network: _, ...kept } = before;
  memory.kept = network === '' ? kept : { ...kept, network };
  const fresh = want(modem, { level: 'ready', overrides: memory.kept });
  const late = () => modemError('MobileEquipment.NetworkTimeout', 'No network took the modem in time.');
  try {
    await untilSeen(modem, (view) => outcome(view, fresh, network), { limitMs: limits.register, late });
  } catch (error) {
    memory.kept = before;
    if (memory.wanted?.level === 'ready') want(modem, { level: 'ready', overrides: before });
    throw error;
  }
};

const mustBeIdle = (modem: HeldModem): void => {
  const now = modem.state();
  if (now < state.enabled) throw modemError('Core.WrongState', 'Device not yet enabled');
  if (now > state.registered || modem.face().call !== 'none')
    throw modemError('Core.WrongState', 'Operation not allowed while modem is connected');
};

/** A modem that stays where it is never leaves "ready": the network that it names tells whether it has got to the other one. */
const outcome = (view: StickView, fresh: Fresh, network: string): true | undefined => {
  const { session } = view;
  const code = session.operator?.code ?? network;
  if (session.doing === 'ready' && (network === '' || code === network)) return true;
  if (fresh(view) && hasFailed(session)) throw failureError(session);
  return undefined;
};

/** MMModem3gppNetworkAvailability counts as TS 27.007 does. */
const asDict = ({ status, long, short, code, technology }: FoundOperator): Dict => ({
  status: variant('u', status),
  ...(long === undefined ? {} : { 'operator-long': variant('s', long) }),
  ...(short === undefined ? {} : { 'operator-short': variant('s', short) }),
  'operator-code': variant('s', code),
  'access-technology': variant('u', technologyNumbered(technology)),
});
