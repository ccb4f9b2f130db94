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

  it("is known by wvdial's mark, behind an indentation, and before a path", () => {
    const died = '> --> The PPP daemon has died: A modem hung up the phone (exit code =';
    expect(joined(died, '> 16)')).toEqual([
      ['> --> The PPP daemon has died: A modem hung up the phone (exit code = 16)', 2],
    ]);
    expect(joined('    [ 8497.726318] usb 2-2.1: New USB device found, idVendor=1d09,', 'idProduct=1000')).toHaveLength(
      1,
    );
    expect(
      joined('Feb  4 12:00:46 pi pppd[3528]: /dev/ttyACM1 (from ', '/etc/ppp/peers/of-this-very-board)'),
    ).toHaveLength(1);
  });

  it('is joined where a terminal of 80 cut a line with its time', () => {
    const whole = 'Jan 23 22:26:42 laptop NetworkManager: <info>  (ttyUSB0): device state change: 7 -> 9 (reason 14)';
    expect(joined(whole.slice(0, 80), whole.slice(80))).toEqual([[whole, 2]]);
    expect(joined(whole.slice(0, 80), '$ dmesg')).toHaveLength(2);
  });
});
