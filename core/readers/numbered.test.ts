import { describe, expect, it } from 'vitest';
import { numbered } from './numbered.js';

const bare = (...lines: readonly string[]): readonly string[] => {
  const { take, end } = numbered();
  return [...lines.flatMap(take), ...end()];
};

describe('the numbers of lines', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['cat -n', ['     1\tModem hangup', '     2\tExit.'], ['Modem hangup', 'Exit.']],
    ['an editor', ['36  ATZ', '37  OK', '38', '39  ATD*99#'], ['ATZ', 'OK', '', 'ATD*99#']],
    ['a page', ['   9 | OK', '  10 | ', '  11 |  | state: failed'], ['OK', '', ' | state: failed']],
    ['a pastebin', ['1. [Dialer Defaults]', '2. Phone = *99#'], ['[Dialer Defaults]', 'Phone = *99#']],
  ])('%s', (_, lines, without) => expect(bare(...lines)).toEqual(without));

  it.each([
    [['4 packets transmitted, 0 received', 'rtt min/avg']],
    [['1: lo: <LOOPBACK>', '2: ppp0: <POINTOPOINT>']],
    [['0', '1', 'OK']],
    [['10 ttyUSB0', '12 ttyUSB1']],
  ])('%j are none', (lines) => expect(bare(...lines)).toEqual(lines));
});
