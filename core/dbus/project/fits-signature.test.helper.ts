import type { Variant } from '../wire/values.js';

/** Whether a value is what wire/values.ts says of its signature, with the bounds of its integers. */
export const fitsSignature = (signature: string, value: unknown): boolean => {
  const types = completeTypes(signature);
  return types.length === 1 && fits(signature, value);
};

/** `a(su)b` → `a(su)`, `b` */
const completeTypes = (signature: string): readonly string[] => {
  if (signature === '') return [];
  const length = lengthOfFirst(signature);
  return [signature.slice(0, length), ...completeTypes(signature.slice(length))];
};

const lengthOfFirst = (signature: string): number => {
  const [code = ''] = signature;
  if (code === 'a') return 1 + lengthOfFirst(signature.slice(1));
  return '({'.includes(code) ? pastClosing(signature, 1) : 1;
};

const pastClosing = (signature: string, at: number): number =>
  ')}'.includes(signature[at] ?? ')') ? at + 1 : pastClosing(signature, at + lengthOfFirst(signature.slice(at)));

const fits = (type: string, value: unknown): boolean => {
  if (type === 'ay') return value instanceof Uint8Array;
  if (type.startsWith('a{')) return fitsDict(type.slice(2, -1), value);
  if (type.startsWith('a')) return Array.isArray(value) && value.every((item) => fits(type.slice(1), item));
  if (type.startsWith('(')) return fitsTuple(completeTypes(type.slice(1, -1)), value);
  return basic[type]?.(value) ?? false;
};

const fitsTuple = (types: readonly string[], value: unknown): boolean =>
  Array.isArray(value) && value.length === types.length && types.every((type, index) => fits(type, value[index]));

const fitsDict = (types: string, value: unknown): boolean => {
  const [key = '', item = ''] = completeTypes(types);
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(([name, held]) => fits(key, integers[key] ? Number(name) : name) && fits(item, held))
  );
};

const fitsVariant = (value: unknown): boolean => {
  const { signature, value: held } = value as Variant;
  return typeof signature === 'string' && fitsSignature(signature, held);
};

const integers: Readonly<Record<string, readonly [number, number]>> = {
  y: [0, 0xff],
  n: [-0x8000, 0x7fff],
  q: [0, 0xffff],
  i: [-0x80000000, 0x7fffffff],
  u: [0, 0xffffffff],
};

const isInteger =
  ([low, high]: readonly [number, number]) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= low && (value as number) <= high;

const basic: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...Object.fromEntries(Object.entries(integers).map(([code, bounds]) => [code, isInteger(bounds)])),
  b: (value) => typeof value === 'boolean',
  d: (value) => typeof value === 'number',
  s: (value) => typeof value === 'string',
  o: (value) => typeof value === 'string' && /^\/([A-Za-z0-9_]+(\/[A-Za-z0-9_]+)*)?$/.test(value),
  t: (value) => typeof value === 'bigint' && value >= 0n && value < 2n ** 64n,
  x: (value) => typeof value === 'bigint',
  v: fitsVariant,
};
