import type { FactPattern } from '@dialtone/plugins';
import type { Fact } from '../facts/fact.js';
import { field } from './field.js';

type Condition = NonNullable<FactPattern['where']>[string];

/** Whether a fact is one that the pattern speaks of. */
export const matches = (pattern: FactPattern, fact: Fact): boolean =>
  fact.fact === pattern.fact &&
  Object.entries(pattern.where ?? {}).every(([path, condition]) => holds(condition, field(fact, path)));

const holds = (condition: Condition, value: unknown): boolean => {
  if (typeof condition !== 'object') return Array.isArray(value) ? value.includes(condition) : value === condition;
  if ('oneOf' in condition) return condition.oneOf.some((one) => one === value);
  if ('atLeast' in condition) return typeof value === 'number' && value >= condition.atLeast;
  return texts(value).some((text) => text.toLowerCase().includes(condition.contains.toLowerCase()));
};

const texts = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
