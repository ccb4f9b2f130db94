import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { causeIds } from '@dialtone/plugins';
import { describe, expect, it } from 'vitest';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { judgeCase } from '../../core/diagnosis/judge-case.js';
import { readRules } from '../../core/diagnosis/read-rules.js';
import { readText } from '../../core/readers/read-lines.js';
import { checkout } from '../checkout.js';

/** Each folder `cases/CAUSE/NAME` is a case whose first cause is CAUSE; `healthy` has none. */
const folder = join(checkout(), 'test/doctor/cases');
const rules = [...coreRules, ...readRules];

const filesBelow = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .toSorted()
        .flatMap((name) => filesBelow(join(path, name)))
    : [path];

const cases = readdirSync(folder).flatMap((cause) =>
  readdirSync(join(folder, cause)).map((name) => [cause, name] as const),
);

const judged = (cause: string, name: string, without?: string) => {
  const files = filesBelow(join(folder, cause, name)).map((file) => readText(file, readFileSync(file, 'utf8')));
  return judgeCase(
    files.map(({ facts }) => facts),
    rules.filter((rule) => rule.cause !== without),
  );
};

describe('the doctor', () => {
  it.each(cases)('%s: %s', (cause, name) => {
    expect(causeIds, 'a folder is named after a cause').toContain(cause);
    const { verdict, causes } = judged(cause, name);
    expect([verdict, causes[0]?.id ?? 'healthy']).toEqual([cause === 'healthy' ? 'healthy' : 'fault', cause]);
  });

  it.each(cases)('%s: %s needs its rule', (cause, name) => {
    const { verdict, causes } = judged(cause, name, cause);
    expect([verdict, causes[0]?.id ?? 'healthy']).not.toEqual([cause === 'healthy' ? 'healthy' : 'fault', cause]);
  });
});
