import * as v from 'valibot';
import { type CarrierPack, carrierSchema } from './carrier.js';
import { contractVersion, type DevicePlugin, devicePluginSchema } from './device.js';
import { type PackageField, packageFieldSchema } from './package-field.js';
import { notSpoken } from './spoken-contracts.js';

/** One thing that is wrong: where (`devices[0].init[1].send`; empty for the whole) and what, to be read after the path. */
export interface Problem {
  readonly path: string;
  readonly says: string;
}
/** A checked copy of what came in, or everything that is wrong with it (at least one problem). */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Checks what a device module exports. */
export const checkDevicePlugin = (value: unknown): Checked<DevicePlugin> => checked(devicePluginSchema, value);
/** Checks a carrier pack as it came out of its JSON file. */
export const checkCarrier = (value: unknown): Checked<CarrierPack> => checked(carrierSchema, value);
/** Checks the `dialtone` field of a package.json. */
export const checkPackageField = (value: unknown): Checked<PackageField> => checked(packageFieldSchema, value);

const checked = <S extends v.GenericSchema>(schema: S, value: unknown): Checked<v.InferOutput<S>> => {
  const odd = foreignContract(value) ?? oddKey(value);
  if (odd) return { ok: false, problems: [odd] };
  const result = v.safeParse(schema, value);
  return result.success ? { ok: true, value: result.output } : { ok: false, problems: result.issues.map(toProblem) };
};

/** Said alone: what else seems wrong with a value of another contract is only that we do not know its rules. */
const foreignContract = (value: unknown): Problem | undefined => {
  if (typeof value !== 'object' || value === null || !('contract' in value)) return undefined;
  const { contract } = value;
  const says = typeof contract === 'number' ? notSpoken(contract) : undefined;
  return says === undefined ? undefined : { path: 'contract', says };
};

/**
 * A key that means something to JavaScript itself would be dropped in silence by what checks the rest: whoever wrote it meant harm, or
 * something else than happens. So would a value that is nested beyond all use.
 */
const oddKey = (value: unknown, path = '', depth = 0): Problem | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > mostDepth) return { path: path.slice(1, 80), says: `is nested more than ${mostDepth} levels deep` };
  for (const key of Object.getOwnPropertyNames(value)) {
    const here = Array.isArray(value) ? `${path}[${printable(key)}]` : `${path}.${printable(key)}`;
    if (reserved.has(key)) return { path: here.slice(1), says: 'is a key that no plugin may have' };
    const found = oddKey(Object.getOwnPropertyDescriptor(value, key)?.value, here, depth + 1);
    if (found) return found;
  }
  return undefined;
};
const mostDepth = 32;
const reserved: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const toProblem = (issue: v.BaseIssue<unknown>): Problem => ({ path: pathOf(issue), says: printable(says(issue)) });

const pathOf = ({ path }: v.BaseIssue<unknown>): string =>
  (path ?? [])
    .map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${printable(String(key))}`))
    .join('')
    .slice(1);

const says = (issue: v.BaseIssue<unknown>): string => {
  const inObject = issue.type === 'strict_object' && issue.path !== undefined;
  if (inObject && issue.expected === 'never') return `is not a field of contract ${contractVersion}`;
  if (inObject && issue.received === 'undefined') return 'is missing';
  if (issue.type === 'non_empty') return 'must not be empty';
  const expected = issue.message.startsWith('Invalid ') ? issue.expected : issue.message;
  return `must be ${expected}, not ${shortened(issue.received)}`;
};

const shortened = (received: string): string => (received.length > 60 ? `${received.slice(0, 60)}…` : received);

/** What a plugin wrote is shown to people: no line break or escape sequence in it reaches a terminal. */
const printable = (text: string): string =>
  text.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
