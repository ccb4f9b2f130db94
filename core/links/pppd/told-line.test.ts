import { describe, expect, it } from 'vitest';
import { toldLine } from './told-line.js';

const nobody = { user: '', password: '' };

describe('a line that is told', () => {
  it.each([
    'sent [LCP ConfReq id=0x1 <asyncmap 0x0> <magic 0x6a1b0ed4> <pcomp> <accomp>]',
    'rcvd [IPCP ConfNak id=0x1 <addr 10.20.30.40> <ms-dns1 172.30.139.17>]',
    "/usr/sbin/pppd: unrecognized option 'x'",
    'Modem hangup',
  ])('stays as it is: %s', (line) => expect(toldLine(line, nobody)).toBe(line));

  it.each([
    '',
    '\tmodem\t\tUse modem control lines',
    '        connect <p>     Invoke shell command <p> to set up the serial line',
    'pppd version 2.4.9',
    'Usage: /usr/sbin/pppd [ options ], where options are:',
    'See pppd(8) for more options.',
    'sent [LCP EchoReq id=0x1 magic=0x1]',
    'rcvd [LCP EchoRep id=0x1 magic=0x2]',
    'rcvd [proto=0x57] 01 02',
    'Script /bin/true finished (pid 4711), status = 0x0',
    'Plugin passwordfd.so loaded.',
    'using channel 1',
  ])('is none, for it is no evidence: %s', (line) => expect(toldLine(line, nobody)).toBeUndefined());

  it('does not tell who it is, nor what a password could be tried on', () => {
    expect(toldLine('rcvd [CHAP Challenge id=0x1 <0d1f>, name = "SRVR"]', nobody)).toBe(
      'rcvd [CHAP Challenge id=0x1 <hidden>, name=<hidden>]',
    );
    expect(toldLine('sent [CHAP Response id=0x1 <93ab>, name = "a\\"b"]', nobody)).toBe(
      'sent [CHAP Response id=0x1 <hidden>, name=<hidden>]',
    );
    expect(toldLine('sent [PAP AuthReq id=0x1 user="x" password="y"]', nobody)).toBe(
      'sent [PAP AuthReq id=0x1 user=<hidden> password=<hidden>]',
    );
    expect(toldLine('sent [PAP AuthReq id=0x1 user="x" password=<hidden>]', nobody)).toContain('password=<hidden>]');
  });

  it('hides user and password wherever a peer repeats them, and long numbers', () => {
    const line = 'Remote message: charlie is not brown, call 07700900123';
    expect(toldLine(line, { user: 'charlie', password: 'brown' })).toBe(
      'Remote message: <hidden> is not <hidden>, call <hidden>',
    );
    expect(toldLine('a cat', { user: 'a', password: '' })).toBe('a cat');
  });
});
