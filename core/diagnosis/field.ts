import type { Fact } from '../facts/fact.js';

/** A field of a fact by its dotted path (`apn.value`), or `undefined`. */
export const field = (fact: Fact, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Readonly<Record<string, unknown>>)[name]
          : undefined,
      fact,
    );
