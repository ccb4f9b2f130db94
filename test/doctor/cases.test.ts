import { causeIds, causes } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { judgeCase } from '../../core/diagnosis/judge-case.js';
import { readRules } from '../../core/diagnosis/read-rules.js';
import { readText } from '../../core/readers/read-lines.js';
import { allCases, filesOfCase } from './case-files.js';

const cases = allCases();
const rules = [...coreRules, ...readRules];

const judged = (cause: string, name: string, without?: string) => {
  const files = filesOfCase(cause, name).map((file) => readText(file.name, file.text));
  const { verdict, causes: found } = judgeCase(
    files.map(({ facts }) => facts),
    rules.filter((rule) => rule.cause !== without),
  );
  return { found, said: [verdict, found[0]?.id ?? 'healthy'] };
};
const right = (cause: string) => [cause === 'healthy' ? 'healthy' : 'fault', cause];

describe('the doctor', () => {
  it.each(cases)('%s: %s', (cause, name) => {
    const { said, found } = judged(cause, name);
    expect(said).toEqual(right(cause));
    if (cause !== 'healthy') expect(found[0]?.evidence.some(({ at }) => at !== undefined)).toBe(true);
  });

  it.each(cases)('%s: %s needs its rule', (cause, name) => {
    expect(judged(cause, name, cause).said).not.toEqual(right(cause));
  });

  /** Named by our own corridor alone: no log of another program's says so. */
  const ours = [
    'unknown-device',
    'ambiguous-device',
    'sim-busy',
    'roaming-not-allowed',
    'internal-error',
    'no-traffic',
  ];
  it.each(causeIds.filter((id) => !ours.includes(id)))('%s has three cases at least', (id) => {
    expect(Object.values(causes).flat()).toContain(id);
    expect(cases.filter(([cause]) => cause === id).length).toBeGreaterThanOrEqual(3);
  });
});
