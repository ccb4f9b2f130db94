import { numberAt } from './arguments.js';
import { type ModemCommands, nothing, unsupported } from './command.js';
import { mustHaveReached } from './modem-states.js';

/** org.freedesktop.ModemManager1.Modem.Signal. The face measures as often as its `signalRate` says. */
export const signalCommands: ModemCommands = {
  Setup: ({ modem, args }) => {
    mustHaveReached(modem, 'disabled');
    modem.change({ signalRate: numberAt(args, 0) });
    return nothing;
  },
  SetupThresholds: unsupported('Cannot setup thresholds: operation not supported'),
};
