import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coreRules } from '../../core/diagnosis/core-rules.js';
import { judgeCase } from '../../core/diagnosis/judge-case.js';
import { readRules } from '../../core/diagnosis/read-rules.js';
import { readText } from '../../core/readers/read-lines.js';
import { allCases, filesOfCase } from './case-files.js';

/** Every line that the cases hold: what the readers know, to be broken. */
const lines = [
  ...new Set(allCases().flatMap(([cause, name]) => filesOfCase(cause, name).flatMap(({ text }) => text.split('\n')))),
];
const rules = [...coreRules, ...readRules];
const judged = (text: string) => judgeCase([readText('log', text).facts], rules);

const aLine = fc.constantFrom(...lines);
const broken = fc
  .tuple(aLine, fc.nat(), fc.nat(20), fc.string({ unit: 'binary', maxLength: 8 }))
  .map(([line, at, count, put]) => {
    const from = at % (line.length + 1);
    return line.slice(0, from) + put + line.slice(from + count);
  });

describe('whatever is read', () => {
  it('broken and mixed lines make nobody throw, and a sentence of every cause', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(aLine, broken), { maxLength: 40 }),
        fc.constantFrom('\n', '\r\n', ' '),
        (text, end) => {
          const { causes } = judged(text.join(end));
          for (const { says, remedy } of causes)
            expect(`${says} ${remedy}`).not.toMatch(/undefined|\[object|\{[a-z.-]+:/);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('any bytes make nobody throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        judged(text);
      }),
      { numRuns: 400 },
    );
  });

  it('a line takes no longer than its length asks for, whatever it repeats', () => {
    const began = performance.now();
    for (const line of lines) {
      const word = line.trim().split(/\s+/)[0] ?? '';
      readText('log', `${line}${word.padEnd(2, ' ').repeat(2000)}`.slice(0, 20_000));
    }
    // A pattern that backtracks over twenty thousand characters takes minutes for one of these thousands of lines.
    expect((performance.now() - began) / lines.length).toBeLessThan(25);
  });
});
