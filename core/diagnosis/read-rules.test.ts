import { describe, expect, it } from 'vitest';
import { flaws } from '../facts/flaws.js';
import { signs } from '../facts/signs/index.js';
import { coreRules } from './core-rules.js';
import { readRules } from './read-rules.js';

/** What the patterns of all rules ask of this field of this fact. */
const asked = (fact: string, field: string): readonly unknown[] =>
  [...coreRules, ...readRules]
    .flatMap(({ when, unless = [] }) => [...when, ...unless])
    .filter((pattern) => pattern.fact === fact)
    .flatMap(({ where = {} }) => {
      const condition = where[field];
      return typeof condition === 'object' && 'oneOf' in condition ? condition.oneOf : (condition ?? []);
    });

describe('the rules', () => {
  it.each([
    ['sign.seen', 'sign', signs],
    ['config.flaw', 'flaw', flaws],
  ] as const)('ask of %s for a %s that there is', (fact, field, known) => {
    const names = asked(fact, field);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => !Object.hasOwn(known, String(name)))).toEqual([]);
  });
});
