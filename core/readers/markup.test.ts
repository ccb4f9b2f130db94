import { describe, expect, it } from 'vitest';
import { markupRemover } from './markup.js';

/** What comes of the lines of one text. */
const bare = (...lines: readonly string[]): readonly string[] => {
  const remove = markupRemover();
  return lines.flatMap((line) => remove.lines(line));
};

describe('the marks of forums and pages', () => {
  it.each<[string, readonly string[]]>([
    ['[COLOR="Red"]Modem hangup[/COLOR]', ['Modem hangup']],
    ['[CODE][Dialer Defaults]', ['[Dialer Defaults]']],
    ['$ **wvdial** &', ['$ wvdial &']],
    ['`--> Modem not responding.`', ['--> Modem not responding.']],
    ['` | state: failed`', [' | state: failed']],
    ['**ATDT*99#**', ['ATDT*99#']],
    ['Exit.<br/>Using interface ppp0', ['Exit.', 'Using interface ppp0']],
    ['<td class="l">7</td><td><b>Phone</b> = *99#</td>', [' 7  Phone = *99# ']],
    ['local&nbsp; IP address', ['local  IP address']],
  ])('%s', (line, lines) => expect(bare(line)).toEqual(lines));

  it.each([
    'rcvd [LCP ConfReq id=0x1 <mru 1500> <auth pap> <bsd v1 15>]',
    '<info>  [1590.1] modem',
    'ATDT*99***1#',
    '** (nm-applet:1): x',
    "OK 'AT+CPIN=<code>'",
    'Init2 = ATQ0 V1 E1 S0=0 &amp;C1 &amp;D2',
    '[ppp]',
  ])('%s has none', (line) => expect(bare(line)).toEqual([line]));

  it('one sign that is escaped says that all are, until one is not', () => {
    expect(bare('--&gt; Sending: ATZ', 'AT&amp;F', '<info> x', 'AT&amp;F')).toEqual([
      '--> Sending: ATZ',
      'AT&F',
      '<info> x',
      'AT&amp;F',
    ]);
  });
});
