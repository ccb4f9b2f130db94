import { overridesKey } from '../../facts/wanted.js';
import { bearerPath, type FaceBearer, type FaceModem } from '../face-state.js';
import { DbusError, modemError } from '../wire/values.js';
import type { CallSettings } from './call-settings.js';
import type { HeldModem } from './held-modem.js';

/** The bearer of a call with these settings: the one that is there, or a new one in its place, since a modem has one. */
export const bearerFor = (modem: HeldModem, settings: CallSettings): FaceBearer => {
  const there = withSettings(modem, settings);
  const bearer = there ?? newBearer(modem, settings);
  modem.memory.settings.clear();
  modem.memory.settings.set(bearer.index, settings);
  return { ...bearer, connected: false, error: noError };
};

/** The bearer that was made for the same call, if one is there. */
export const withSettings = (modem: HeldModem, settings: CallSettings): FaceBearer | undefined =>
  modem.face().bearers.find(({ index }) => {
    const its = modem.memory.settings.get(index);
    return its !== undefined && ofCall(its) === ofCall(settings);
  });

export const newBearer = (modem: HeldModem, { shown }: CallSettings): FaceBearer => ({
  index: modem.nextBearer(),
  properties: shown,
  connected: false,
  error: noError,
});

/** The bearers when no call is up any more; `because` when that was nobody's wish. */
export const disconnected = ({ bearers }: FaceModem, because?: unknown): readonly FaceBearer[] =>
  bearers.map((bearer) => ({
    ...bearer,
    connected: false,
    error: because instanceof DbusError ? [because.errorName, because.message] : noError,
  }));

/** The modem's bearer of that path. Throws Core.InvalidArgs, as ModemManager does. */
export const bearerAt = (modem: HeldModem, path: string): FaceBearer => {
  const bearer = modem.face().bearers.find(({ index }) => bearerPath(index) === path);
  if (!bearer) throw modemError('Core.InvalidArgs', `No bearer found with path '${path}'`);
  return bearer;
};

const noError = ['', ''] as const;

/** Where the call is made, by which network, is no matter of the bearer. */
const ofCall = ({ overrides: { network: _, ...of } }: CallSettings): string => overridesKey(of);
