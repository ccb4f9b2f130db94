import { busError, type Dict, type Variant } from '../wire/values.js';

/** The arguments of a call, by position. Their types were checked against the interface's table; what is no such value is refused all the same. */
export const textAt = (args: readonly unknown[], index: number): string => {
  const value = args[index];
  return typeof value === 'string' ? value : refuse();
};

export const flagAt = (args: readonly unknown[], index: number): boolean => {
  const value = args[index];
  return typeof value === 'boolean' ? value : refuse();
};

export const numberAt = (args: readonly unknown[], index: number): number => {
  const value = args[index];
  return typeof value === 'number' ? value : refuse();
};

export const dictAt = (args: readonly unknown[], index: number): Dict => {
  const value = args[index];
  return isRecord(value) && Object.values(value).every(isVariant) ? (value as Dict) : refuse();
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isVariant = (value: unknown): value is Variant =>
  isRecord(value) && typeof value.signature === 'string' && 'value' in value;

const refuse = (): never => {
  throw busError('InvalidArgs', 'The arguments are not of the types that this method takes.');
};
