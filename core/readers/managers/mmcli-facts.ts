import type { Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { errorFacts } from './error-words.js';
import { lockFacts } from './modem-words.js';

/** One row of mmcli's tables. */
export interface Shown {
  readonly value: string;
  readonly at: Place;
}

/** What a table of mmcli tells of a modem or a bearer, taken together: a signal of nought means nothing while the radio is off. */
export const modemFacts = (rows: ReadonlyMap<string, Shown>): readonly ReadFact[] => {
  const row = (...keys: readonly string[]): Shown | undefined =>
    keys.map((key) => rows.get(key)).find((it) => it !== undefined);
  const state = row('status.state', 'modem.generic.state');
  const facts: ReadFact[] = [];
  const tell = (shown: Shown | undefined, told: readonly ReadFact[]): void => {
    for (const fact of told) facts.push(shown ? { ...fact, at: shown.at } : fact);
  };
  const lock = row('status.lock', 'modem.generic.unlock-required');
  if (lock && /^locked$/i.test(state?.value ?? 'locked')) tell(lock, lockFacts(by, lock.value));
  if (state) tell(state, ofState(state.value.toLowerCase()));
  const reason = row('status.failed reason', 'modem.generic.state-failed-reason');
  if (reason && /failed/i.test(state?.value ?? '')) tell(reason, ofFailure(reason.value));
  const power = row('status.power state', 'modem.generic.power-state');
  if (power && /^(?:low|off)$/i.test(power.value)) tell(power, sign('low-power', power.value));
  const isLooking = /^(?:searching|enabled)$/i.test(state?.value ?? '');
  const signal = row('status.signal quality', 'modem.generic.signal-quality.value');
  if (signal) tell(signal, ofSignal(signal.value, isLooking));
  const registration = row('3gpp.registration', 'modem.3gpp.registration-state');
  if (registration) tell(registration, ofRegistration(registration.value.toLowerCase(), isLooking));
  const rejection = row('3gpp.network rejection error', 'modem.3gpp.network-rejection-error');
  if (rejection && /\w{4}/.test(rejection.value))
    tell(rejection, errorFacts(by, rejection.value) ?? sign('registration-denied', rejection.value));
  tell(row('status.connected', 'bearer.status.connected'), ofBearer(rows));
  return facts;
};

const by = 'mmcli';
const sign = signBy(by);

const ofState = (state: string): readonly ReadFact[] => {
  if (state === 'connected') return sign('call-connected');
  if (state === 'searching') return sign('searching');
  if (state === 'registered') return sign('registered');
  return state === 'locked' ? sign('modem-locked') : [];
};

const ofFailure = (reason: string): readonly ReadFact[] => {
  if (/unknown-capabilities/i.test(reason)) return sign('init-failed', reason);
  if (/esim-without-profiles/i.test(reason)) return sign('sim-missing', reason);
  return errorFacts(by, reason) ?? sign('init-failed', reason);
};

const ofSignal = (shown: string, isLooking: boolean): readonly ReadFact[] => {
  const percent = Number(/^'?(\d{1,3})/.exec(shown)?.[1] ?? Number.NaN);
  if (Number.isNaN(percent)) return [];
  if (percent > 0) return [{ fact: 'signal.measured', percent }];
  return isLooking ? sign('no-signal', '0 %') : [];
};

const ofRegistration = (state: string, isLooking: boolean): readonly ReadFact[] => {
  if (/denied|emergency-only/.test(state)) return sign('registration-denied', state);
  if (/^(?:home|roaming)/.test(state)) return sign('registered', state);
  return isLooking ? sign('searching', state) : [];
};

const ofBearer = (rows: ReadonlyMap<string, Shown>): readonly ReadFact[] => {
  const value = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => rows.get(key)?.value).find((it) => it !== undefined);
  const connected = value('status.connected', 'bearer.status.connected');
  if (connected === undefined) return [];
  const apn = value('properties.apn', 'bearer.properties.apn');
  const error = value(
    'status.connection error message',
    'status.connection error name',
    'bearer.status.connection-error.message',
  );
  const config: readonly ReadFact[] =
    apn !== undefined && !/^(?:none|--|)$/.test(apn) ? [{ fact: 'config.read', tool: by, key: 'apn', value: apn }] : [];
  if (/^(?:yes|true)$/i.test(connected)) return [...sign('call-connected'), ...config];
  return [
    ...config,
    ...(error === undefined || /^-*$/.test(error) ? [] : (errorFacts(by, error) ?? sign('call-failed', error))),
  ];
};
