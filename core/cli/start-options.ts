import { apnSchema, credentialSchema } from '@dialtone/plugins';
import { printable } from '../facts/printable.js';
import { UsageError } from '../facts/usage-error.js';
import type { Overrides } from '../facts/wanted.js';
import { example, type UpFlags } from './program.js';
import type { Simulate, StartOptions } from './run.js';
import { secretFile } from './secret-file.js';

/**
 * Checks the flags of `up` before anything starts. Throws UsageError with one sentence; a value that was refused is never
 * repeated in it, since it may be a secret or made to harm a terminal.
 */
export const startOptions = (flags: UpFlags, warn: (sentence: string) => void): StartOptions => {
  const { simulate, misbehave, disablePlugin, apn, user, passwordFile, pinFile } = flags;
  noOptionAsValue({
    simulate,
    misbehave: misbehave.at(-1),
    'disable-plugin': disablePlugin.at(-1),
    apn,
    user,
    'password-file': passwordFile,
    'pin-file': pinFile,
  });
  return {
    ...simulated(simulate, misbehave),
    disabledPlugins: disablePlugin,
    overrides: overrides(flags, warn),
    engine: flags.engine,
    defaultRoute: flags.defaultRoute,
    once: flags.once,
  };
};

/** The values of options by their names. `--apn --once` would otherwise be an APN of that name, and a walk that never ends. Throws UsageError. */
export const noOptionAsValue = (values: Readonly<Record<string, string | undefined>>): void => {
  for (const [name, value] of Object.entries(values)) {
    if (value?.startsWith('--')) throw new UsageError(`--${name} needs a value, and another option followed it.`);
  }
};

/** The virtual stick that was asked for, if one was. Throws UsageError. */
export const simulated = (asked: string | undefined, misbehave: readonly string[]): Pick<StartOptions, 'simulate'> => {
  if (asked !== undefined) return { simulate: { ...deviceAtCarrier(asked, '--simulate takes'), misbehave } };
  if (misbehave.length > 0)
    throw new UsageError(`--misbehave is for virtual sticks: add --simulate, as in \`${example}\`.`);
  return {};
};

/** Reads `DEVICE@CARRIER`; whether they exist is not asked here. Throws UsageError. */
export const deviceAtCarrier = (asked: string, whoTakes: string): Pick<Simulate, 'device' | 'carrier'> => {
  const [device = '', carrier = '', ...more] = printable(asked).toLowerCase().split('@');
  if (device === '' || carrier === '' || more.length > 0) {
    throw new UsageError(`${whoTakes} a device and a carrier, such as mf627@three-uk.`);
  }
  return { device, carrier };
};

const overrides = ({ apn, user, passwordFile, pinFile }: UpFlags, warn: (sentence: string) => void): Overrides => ({
  ...(apn === undefined ? {} : { apn: fitting(apn, apnSchema, '--apn') }),
  ...(user === undefined ? {} : { user: fitting(user, credentialSchema, '--user') }),
  ...(passwordFile === undefined
    ? {}
    : { password: fitting(secretFile(passwordFile, warn), credentialSchema, 'What --password-file holds') }),
  ...(pinFile === undefined ? {} : { pin: pin(secretFile(pinFile, warn)) }),
});

/** The very check that a carrier pack's values pass, so that nothing can be said here that a pack may not say. */
const fitting = (value: string, schema: typeof apnSchema | typeof credentialSchema, what: string): string => {
  const result = schema['~standard'].validate(value);
  if ('issues' in result && result.issues) throw new UsageError(`${what} must be ${result.issues[0]?.message}.`);
  return value;
};

const pin = (digits: string): string => {
  if (!/^\d{4,8}$/.test(digits)) throw new UsageError('What --pin-file holds must be a PIN: four to eight digits.');
  return digits;
};
