import { bearerPath } from '../face-state.js';
import { state } from '../project/modem-state.js';
import { modemTable } from '../tables/modem.js';
import { modem3gppTable } from '../tables/modem3gpp.js';
import type { ObjectView } from '../tree/object-tree.js';
import { type Dict, variant } from '../wire/values.js';
import { dictAt, textAt } from './arguments.js';
import { bearerAt } from './bearers.js';
import { connectSettings } from './call-settings.js';
import { type ModemCommands, nothing } from './command.js';
import { connect, disconnect } from './connect.js';

/** org.freedesktop.ModemManager1.Modem.Simple. */
export const simpleCommands: ModemCommands = {
  Connect: async ({ modem, args, caller }) => {
    const bearer = await connect(modem, connectSettings(dictAt(args, 0)), caller);
    return [bearerPath(bearer.index)];
  },
  Disconnect: async ({ modem, args }) => {
    const path = textAt(args, 0);
    if (path !== '/') bearerAt(modem, path);
    await disconnect(modem);
    return nothing;
  },
  GetStatus: ({ modem }) => [status(modem.shown(), modem.state())],
};

/** What the properties say too; more than the state only of a modem that is registered. */
const status = (shown: ObjectView, now: number): Dict => ({
  // ModemManager declares it unsigned, and so it must not be below 0.
  state: variant('u', Math.max(now, 0)),
  ...(now < state.registered
    ? {}
    : {
        'signal-quality': variant('(ub)', shown[modemTable.name]?.SignalQuality),
        'current-bands': variant('au', shown[modemTable.name]?.CurrentBands),
        'access-technologies': variant('u', shown[modemTable.name]?.AccessTechnologies),
        'm3gpp-registration-state': variant('u', shown[modem3gppTable.name]?.RegistrationState),
        'm3gpp-operator-code': variant('s', shown[modem3gppTable.name]?.OperatorCode),
        'm3gpp-operator-name': variant('s', shown[modem3gppTable.name]?.OperatorName),
      }),
});
