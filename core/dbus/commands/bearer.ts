import { state } from '../project/modem-state.js';
import { modemError } from '../wire/values.js';
import { bearerAt } from './bearers.js';
import { type ModemCommands, nothing } from './command.js';
import { connect, disconnect } from './connect.js';

/** org.freedesktop.ModemManager1.Bearer: a call with the settings that it was made with. */
export const bearerCommands: ModemCommands = {
  Connect: async ({ modem, path, caller }) => {
    const settings = modem.memory.settings.get(bearerAt(modem, path).index);
    if (modem.state() < state.registered || settings === undefined) {
      throw modemError('Core.Unauthorized', "Not allowed to connect bearer in 3GPP network: 'not registered'");
    }
    await connect(modem, settings, caller);
    return nothing;
  },
  Disconnect: async ({ modem }) => {
    await disconnect(modem);
    return nothing;
  },
};
