import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { fitLine } from './fit-line.js';

describe('fitLine', () => {
  it('leaves alone what fits', () => {
    expect(fitLine({ head: 'dial   0.5 s  ', text: 'CONNECT to *99#' }, 80)).toEqual(['dial   0.5 s  CONNECT to *99#']);
  });

  it('breaks between words and aligns behind the head', () => {
    const rows = fitLine(
      { head: '  remedy    ', text: "Set your carrier's APN with --apn NAME, or install a plugin." },
      50,
    );
    expect(rows).toEqual(["  remedy    Set your carrier's APN with --apn", '            NAME, or install a plugin.']);
  });

  it('puts the text underneath where the head leaves too little room', () => {
    expect(fitLine({ head: 'init           4.3 s  ', text: 'MF627, SIM ready, registered at home' }, 39)).toEqual([
      'init           4.3 s',
      '    MF627, SIM ready, registered at',
      '    home',
    ]);
  });

  it('keeps a number and its unit together', () => {
    expect(fitLine({ head: '', text: 'signal 61 %, and 1.0 s later' }, 9)).toEqual([
      'signal',
      '    61 %,',
      '    and',
      '    1.0 s',
      '    later',
    ]);
  });

  it('indents what a note needs beyond its first row, and paints rows one by one', () => {
    const painted = fitLine(
      { head: '', text: 'one two three four', mood: 'bad' },
      12,
      (mood, text) => `<${mood}>${text}`,
    );
    expect(painted).toEqual(['<bad>one two', '    <bad>three', '    <bad>four']);
  });

  it('never makes a row wider than was asked, and loses no letter', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ü', '中', '✔', 'e\u0301', '😀'), maxLength: 120 });
    fc.assert(
      fc.property(
        fc.constantFrom('', '  cause     ', 'init           4.3 s  '),
        text,
        fc.integer({ min: 12, max: 90 }),
        (head, body, width) => {
          const rows = fitLine({ head, text: body }, width);
          for (const row of rows)
            expect(stringWidth(row)).toBeLessThanOrEqual(Math.max(width, stringWidth(head.trimEnd())));
          expect(rows.join('').replaceAll(' ', '')).toBe(`${head}${body}`.replaceAll(' ', ''));
        },
      ),
    );
  });
});
