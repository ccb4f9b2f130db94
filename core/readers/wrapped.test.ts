import { describe, expect, it } from 'vitest';
import { wrapped } from './wrapped.js';

const joined = (...lines: readonly string[]): readonly (readonly [string, number])[] => {
  const parts = wrapped();
  return [...lines.flatMap((line) => parts.take(line, 1)), ...parts.end()].map(({ text, lines }) => [text, lines]);
};

describe('what a mail cut to its width', () => {
  it('is one line again', () => {
    expect(
      joined(
        '[12785.825218] usb 1-1: New USB device found, idVendor=05c6,',
        'idProduct=90b2, bcdDevice= 0.00',
        '[12785.833828] usb 1-1: New USB device strings: Mfr=3, Product=2',
      ),
    ).toEqual([
      ['[12785.825218] usb 1-1: New USB device found, idVendor=05c6, idProduct=90b2, bcdDevice= 0.00', 2],
      ['[12785.833828] usb 1-1: New USB device strings: Mfr=3, Product=2', 1],
    ]);
  });

  it('is joined within its quotation', () => {
    expect(
      joined('> Oct  9 11:02:31 lap pppd[4012]: sent [IPCP ConfReq id=0x1 <addr', '> 0.0.0.0> <ms-dns1 0.0.0.0>]'),
    ).toEqual([['> Oct  9 11:02:31 lap pppd[4012]: sent [IPCP ConfReq id=0x1 <addr 0.0.0.0> <ms-dns1 0.0.0.0>]', 2]]);
    expect(joined('> [  101.808317] option1 ttyUSB0: GSM modem (1-port) converter now', 'disconnected?')).toHaveLength(
      2,
    );
  });

  it.each([
    ['a sentence', 'What can I do about it, please?'],
    ['a line with a time', '[12785.9] usb 1-1: Product: stick'],
    ['an empty line', ''],
    ['a word that would have had its place', 'no'],
  ])('is not %s', (_, next) => {
    expect(joined('[12781.808317] option1 ttyUSB0: GSM modem converter now', next)).toHaveLength(2);
  });

  it('is joined where a terminal cut within words, up to the bracket', () => {
    const packet = 'Dec 20 10:35:29 mx4-gtt daemon.debug pppd[564]: sent [LCP ConfAck id=0x0 <auth chap MD5';
    expect(joined(packet, '> <pcomp> <accomp>]')).toEqual([[`${packet}> <pcomp> <accomp>]`, 2]]);
    expect(joined(packet, 'Is that what it should say?', '')).toHaveLength(3);
  });

  it('is known by the time of logread', () => {
    const first = 'Wed Jul 31 20:37:06 2019 daemon.notice pppd[23800]: CHAP';
    expect(joined(first, 'authentication succeeded')).toEqual([[`${first} authentication succeeded`, 2]]);
  });

  it('ends where it is longer than any line', () => {
    const parts = Array.from({ length: 30 }, () => '<and 60 characters more of what nobody ever prints anywhere>');
    expect(joined('Oct  9 11:02:31 lap pppd[4012]: sent [IPCP ConfReq id=0x1 <addr', ...parts).length).toBeGreaterThan(
      2,
    );
  });
});
