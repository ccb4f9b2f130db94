import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from './printable.js';

describe('printable', () => {
  it.each([
    ['plain text, ümlauts and 日本', 'plain text, ümlauts and 日本'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    ['\u001b[31mred\u001b[0m', '[31mred[0m'],
    ['\u009b31mC1', '31mC1'],
    ['abc\u202edef\u200b', 'abcdef'],
    ['nul\u0000, del\u007f, bell\u0007', 'nul, del, bell'],
  ])('%j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves nothing that a terminal obeys, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});
