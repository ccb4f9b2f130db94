import { parseSignature, type SignatureType } from './dbus-next.js';
import type { Variant } from './values.js';

/** A body of values (values.ts) as dbus-next's marshaller takes it. Throws TypeError where one does not fit its signature. */
export const encodeBody = (signature: string, body: readonly unknown[]): readonly unknown[] => {
  const types = parseSignature(signature);
  if (types.length !== body.length) throw new TypeError(`${body.length} values for the signature "${signature}"`);
  return types.map((type, index) => encode(type, body[index]));
};

const encode = (type: SignatureType, value: unknown): unknown => {
  const container = containers[type.type];
  return container ? container(type, value) : (basics[type.type] ?? same)(value);
};
const same = (value: unknown): unknown => value;

const containers: Readonly<Record<string, (type: SignatureType, value: unknown) => unknown>> = {
  a: ({ child: [element] }, value) => {
    if (element?.type === '{') return encodeDictionary(element, value);
    if (element?.type === 'y' && value instanceof Uint8Array) return value;
    if (!element || !Array.isArray(value)) throw misfit('array', value);
    return value.map((each) => encode(element, each));
  },
  '(': ({ child }, value) => {
    if (!Array.isArray(value) || value.length !== child.length) throw misfit(`structure of ${child.length}`, value);
    return child.map((type, index) => encode(type, value[index]));
  },
  v: (_, value) => {
    if (!isVariant(value)) throw misfit('variant', value);
    return [value.signature, encodeBody(value.signature, [value.value])[0]];
  },
};

const encodeDictionary = ({ child: [key, type] }: SignatureType, value: unknown): unknown => {
  if (!key || !type || typeof value !== 'object' || value === null) throw misfit('dictionary', value);
  return Object.entries(value).map(([name, each]) => [encode(key, keyValue(key.type, name)), encode(type, each)]);
};

/** An object's keys are text, whatever the dictionary's are. */
const keyValue = (type: string, name: string): unknown => {
  if ('ynqiud'.includes(type)) return Number(name);
  if ('xt'.includes(type)) return BigInt(name);
  return type === 'b' ? name === 'true' : name;
};

/** What dbus-next takes and the bus would cut us off for, or what has no place on the wire as it is; the rest it checks itself. */
const basics: Readonly<Record<string, (value: unknown) => unknown>> = {
  s: (value) => (typeof value === 'string' ? value.replaceAll('\0', '\uFFFD') : value),
  o: (value) => {
    if (typeof value !== 'string' || !objectPath.test(value)) throw misfit('object path', value);
    return value;
  },
  g: (value) => {
    if (typeof value !== 'string' || !isSignature(value)) throw misfit('signature', value);
    return value;
  },
  x: (value) => (typeof value === 'number' ? BigInt(value) : value),
  t: (value) => (typeof value === 'number' ? BigInt(value) : value),
  h: (value) => {
    throw misfit('file descriptor, which never travels', value);
  },
};

const objectPath = /^\/$|^(\/\w+)+$/;
const isSignature = (text: string): boolean => {
  try {
    return parseSignature(text).length > 0 || text === '';
  } catch {
    return false;
  }
};

const isVariant = (value: unknown): value is Variant =>
  typeof value === 'object' && value !== null && 'signature' in value && typeof value.signature === 'string';

const misfit = (wanted: string, value: unknown): TypeError => new TypeError(`no ${wanted}, but ${typeof value}`);
