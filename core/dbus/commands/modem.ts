import { bearerPath } from '../face-state.js';
import { state } from '../project/modem-state.js';
import { modemTable } from '../tables/modem.js';
import { modemError } from '../wire/values.js';
import { dictAt, flagAt, numberAt, textAt } from './arguments.js';
import { bearerAt, newBearer } from './bearers.js';
import { bearerSettings } from './call-settings.js';
import { type ModemCommands, nothing, unsupported } from './command.js';
import { disconnect } from './connect.js';
import { disable, enable, setRadio } from './enable.js';
import type { HeldModem } from './held-modem.js';
import { mustHaveReached } from './modem-states.js';
import { typedCommand } from './typed-command.js';

/** org.freedesktop.ModemManager1.Modem. `allowCommands`: AT commands may be sent through it, as ModemManager does in its debug mode. */
export const modemCommands = (allowCommands: boolean): ModemCommands => ({
  Enable: async ({ modem, args }) => {
    await (flagAt(args, 0) ? enable(modem) : disable(modem));
    return nothing;
  },
  ListBearers: ({ modem }) => [modem.face().bearers.map(({ index }) => bearerPath(index))],
  CreateBearer: ({ modem, args }) => {
    mustHaveReached(modem, 'locked');
    const settings = bearerSettings(dictAt(args, 0));
    const { bearers } = modem.face();
    if (bearers.length > 0) {
      throw modemError('Core.TooMany', 'Cannot add new bearer: already reached maximum (1)');
    }
    const bearer = newBearer(modem, settings);
    modem.memory.settings.set(bearer.index, settings);
    modem.change({ bearers: [bearer] });
    return [bearerPath(bearer.index)];
  },
  DeleteBearer: async ({ modem, args }) => {
    const { index } = bearerAt(modem, textAt(args, 0));
    await disconnect(modem);
    modem.memory.settings.delete(index);
    modem.change({ bearers: modem.face().bearers.filter((bearer) => bearer.index !== index) });
    return nothing;
  },
  Reset: async ({ modem }) => {
    await modem.behind.reset();
    return nothing;
  },
  SetPowerState: async ({ modem, args }) => {
    await setPower(modem, numberAt(args, 0));
    return nothing;
  },
  SetCurrentModes: ({ modem, args }) => {
    mustHaveReached(modem, 'disabled');
    // Taken is what is so already: there is one combination.
    if (JSON.stringify(args[0]) === JSON.stringify(modem.shown()[modemTable.name]?.CurrentModes)) return nothing;
    throw modemError('Core.Unsupported', 'Cannot change modes: only one combination supported');
  },
  SetCurrentBands: unsupported('Setting allowed bands not supported'),
  SetCurrentCapabilities: unsupported('Setting current capabilities not supported'),
  SetPrimarySimSlot: unsupported('Cannot switch SIM slots: operation not supported'),
  FactoryReset: unsupported('Cannot reset the modem to factory state: operation not supported'),
  GetCellInfo: unsupported('Cannot get cell info: operation not supported'),
  Command: async ({ modem, args }) => {
    if (!allowCommands) {
      throw modemError(
        'Core.Unauthorized',
        'Cannot send AT command to modem: operation only allowed in debug mode (dialtone daemon --debug)',
      );
    }
    return [await typedCommand(modem, textAt(args, 0), numberAt(args, 1))];
  },
});

const setPower = async (modem: HeldModem, power: number): Promise<void> => {
  const radio = power === low ? 'off' : power === on ? 'on' : undefined;
  if (radio === undefined && power !== off) {
    throw modemError('Core.InvalidArgs', `Unknown power state: ${power}`);
  }
  const now = modem.state();
  if (now !== state.disabled && now !== state.failed) {
    throw modemError('Core.WrongState', 'Cannot set power state: not in disabled or failed state');
  }
  if (radio === undefined) throw modemError('Core.Unsupported', 'Cannot power the modem off: unplug it');
  await setRadio(modem, radio);
};

/** MMModemPowerState. */
const off = 1;
const low = 2;
const on = 3;
