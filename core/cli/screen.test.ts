import { describe, expect, it } from 'vitest';
import { screenOn } from './screen.js';

const terminal = (columns = 80) => {
  const written: string[] = [];
  const stdout = {
    columns,
    write: (text: string): boolean => {
      written.push(text);
      return true;
    },
  };
  return { stdout, written, screen: screenOn(stdout) };
};

describe('the screen', () => {
  it('draws what lives over what lived, in one write, and ends with a cursor that can be seen', () => {
    const { screen, written } = terminal();
    screen.draw([], ['one', 'two']);
    screen.draw(['stands'], ['three']);
    expect(written).toEqual([
      '\u001b[?25l\rone\u001b[K\ntwo\u001b[K\n\u001b[J\u001b[?25h',
      '\u001b[?25l\r\u001b[2Astands\u001b[K\nthree\u001b[K\n\u001b[J\u001b[?25h',
    ]);
  });

  it('writes nothing for what is there already', () => {
    const { screen, written } = terminal();
    screen.draw([], ['one']);
    screen.draw([], ['one']);
    expect(written).toHaveLength(1);
  });

  it('reckons with rows that a narrower terminal has broken, and clears them before it writes', () => {
    const { screen, stdout, written } = terminal();
    screen.draw([], ['x'.repeat(79), 'y']);
    stdout.columns = 40;
    screen.draw([], ['one']);
    expect(written[1]).toMatch(/^.{6}\r.\[3A.\[Jone/);
    screen.draw([], ['two']);
    expect(written[2]).toMatch(/^.{6}\r.\[1Atwo/);
  });

  it('draws anew where somebody else has written since', () => {
    const { screen, written } = terminal();
    screen.draw([], ['one']);
    screen.lose();
    screen.draw([], ['one']);
    expect(written[1]).toBe(written[0]);
  });
});
