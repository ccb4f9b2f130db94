import { type AuthMethod, apnSchema, authMethods, credentialSchema } from '@dialtone/plugins';
import type { Overrides } from '../../facts/wanted.js';
import { type Dict, modemError, type Variant } from '../wire/values.js';

/** What somebody asked of a call. */
export interface CallSettings {
  /** Without the PIN. */
  readonly overrides: Overrides;
  readonly pin?: string;
  /** As the bearer shows it: what was given, without secrets and without what is no property of a bearer. */
  readonly shown: Dict;
}

/** The dictionary of Simple.Connect. Throws Core.InvalidArgs or Core.Unsupported; no secret is in their texts. */
export const connectSettings = (given: Dict): CallSettings => {
  const pin = textOf(given, 'pin', /^\d{4,8}$/, 'four to eight digits');
  const network = textOf(given, 'operator-id', /^\d{5,6}$/, 'five or six digits: MCC and MNC');
  const bearer = bearerSettings(without(given, ['pin', 'operator-id']));
  return {
    ...bearer,
    overrides: { ...bearer.overrides, ...(network === undefined ? {} : { network }) },
    ...(pin === undefined ? {} : { pin }),
  };
};

/** The dictionary of CreateBearer, which knows neither PIN nor network. Throws as above. */
export const bearerSettings = (given: Dict): CallSettings => {
  for (const [key, value] of Object.entries(given)) checkType(key, value);
  checkFamily(numberOf(given, 'ip-type'));
  checkProfile(given);
  const apn = textOf(given, 'apn', apnSchema.pipe[1].requirement, 'an APN: letters, digits, dots, dashes, underscores');
  const user = credentialOf(given, 'user');
  const password = credentialOf(given, 'password');
  const auth = authOf(numberOf(given, 'allowed-auth'));
  return {
    overrides: {
      ...(apn === undefined ? {} : { apn }),
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ...(auth === undefined ? {} : { auth }),
      ...(isHomeOnly(given) ? { homeOnly: true } : {}),
    },
    shown: without(given, ['password', 'number']),
  };
};

/** Key → type, as ModemManager knows them; what is not spoken of below is taken and makes no difference to a call of PPP. */
const keys: ReadonlyMap<string, string> = new Map([
  ['apn', 's'],
  ['apn-type', 'u'],
  ['ip-type', 'u'],
  ['allowed-auth', 'u'],
  ['user', 's'],
  ['password', 's'],
  ['allow-roaming', 'b'],
  ['roaming-allowance', 'u'],
  ['profile-id', 'i'],
  ['profile-name', 's'],
  ['profile-enabled', 'b'],
  ['profile-source', 'u'],
  ['access-type-preference', 'u'],
  ['rm-protocol', 'u'],
  ['multiplex', 'u'],
  ['number', 's'],
  ['force', 'b'],
]);

const checkType = (key: string, { signature }: Variant): void => {
  const wanted = keys.get(key);
  if (wanted === undefined) throw invalid(`unexpected key '${key.slice(0, 40)}'`);
  if (signature !== wanted) throw invalid(`'${key}' is of type '${wanted}'`);
};

/** MMBearerIpFamily: a call of PPP with us brings IPv4; who would take both gets that. */
const checkFamily = (family: number | undefined): void => {
  if (family !== undefined && ![0, 1, 4, anyFamily].includes(family)) {
    throw modemError('Core.Unsupported', 'The connection brings IPv4 only: ask for IPv4, or for both.');
  }
};
const anyFamily = 0xffff_ffff;

/** NetworkManager says -1 for none. Another would name an APN that we would not dial. */
const checkProfile = (given: Dict): void => {
  if ((numberOf(given, 'profile-id') ?? -1) >= 0) {
    throw modemError('Core.Unsupported', 'Profiles that the modem has stored cannot be dialled: give the APN.');
  }
};

/** MMBearerAllowedAuth: a bit for each method. None set means whatever the network asks for, and so does all, which NetworkManager says by default. */
const authOf = (bits: number | undefined): readonly AuthMethod[] | undefined => {
  if (bits === undefined || bits === 0) return undefined;
  const methods = authMethods.filter((method) => (bits & authBits[method]) !== 0);
  if (methods.length === 0) {
    throw modemError('Core.Unsupported', 'None of the allowed ways to authenticate is supported: allow PAP or CHAP.');
  }
  return methods.length === authMethods.length ? undefined : methods;
};
const authBits: Readonly<Record<AuthMethod, number>> = { none: 1, pap: 2, chap: 4 };

/** MMBearerRoamingAllowance 1 is the home network alone. */
const isHomeOnly = (given: Dict): boolean =>
  given['allow-roaming']?.value === false || numberOf(given, 'roaming-allowance') === 1;

const credentialOf = (given: Dict, key: string): string | undefined =>
  textOf(given, key, credentialSchema.pipe[1].requirement, 'a text that an AT command may hold');

/** Empty means that it is not set. The text is never repeated: it may be a secret. */
const textOf = (given: Dict, key: string, rule: RegExp, says: string): string | undefined => {
  const found = given[key];
  if (found === undefined) return undefined;
  if (found.signature !== 's' || typeof found.value !== 'string') throw invalid(`'${key}' is of type 's'`);
  if (found.value === '') return undefined;
  if (!rule.test(found.value)) throw invalid(`'${key}' must be ${says}`);
  return found.value;
};

const numberOf = (given: Dict, key: string): number | undefined => {
  const value = given[key]?.value;
  return typeof value === 'number' ? value : undefined;
};

const without = (given: Dict, names: readonly string[]): Dict =>
  Object.fromEntries(Object.entries(given).filter(([key]) => !names.includes(key)));

const invalid = (what: string) => modemError('Core.InvalidArgs', `Invalid properties dictionary: ${what}.`);
