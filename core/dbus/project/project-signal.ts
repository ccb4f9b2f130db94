import type { SessionState } from '../../facts/session-state.js';
import type { FaceModem } from '../face-state.js';
import type { signalTable } from '../tables/signal.js';
import { type Dict, variant } from '../wire/values.js';
import { accessTechnologies, isGsm, isLte, isUmts } from './access-technology.js';
import type { PropertiesOf } from './properties-of.js';

/** org.freedesktop.ModemManager1.Modem.Signal: the strength in dBm, under the network it was measured in, once somebody asked for it. */
export const projectSignal = (session: SessionState, { signalRate }: FaceModem): PropertiesOf<typeof signalTable> => {
  const technologies = accessTechnologies(session);
  const dbm = signalRate > 0 ? session.signal?.dbm : undefined;
  const measured = (here: boolean): Dict => (here && dbm !== undefined ? { rssi: variant('d', dbm) } : {});
  return {
    Rate: signalRate,
    RssiThreshold: 0,
    ErrorRateThreshold: false,
    Cdma: {},
    Evdo: {},
    Gsm: measured(isGsm(technologies)),
    Umts: measured(isUmts(technologies)),
    Lte: measured(isLte(technologies)),
    Nr5g: {},
  };
};
