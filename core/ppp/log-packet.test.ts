import { describe, expect, it } from 'vitest';
import { parseLogPacket } from './log-packet.js';

describe('a packet of the log', () => {
  it('is taken apart', () => {
    expect(parseLogPacket('rcvd [LCP ConfReq id=0x1f <mru 1500> <auth chap MD5> <pcomp> < 11 04>]')).toEqual({
      way: 'rcvd',
      protocol: 'LCP',
      code: 'ConfReq',
      id: 31,
      options: [
        ['mru', '1500'],
        ['auth', 'chap MD5'],
        ['pcomp', ''],
      ],
      message: '',
    });
    expect(parseLogPacket('sent [IPCP ConfReq id=0x1]')).toMatchObject({ way: 'sent', options: [] });
  });

  it('has its message as the peer wrote it', () => {
    const said = (text: string) => parseLogPacket(`rcvd [PAP AuthNak id=0x1 ${text}]`)?.message;
    expect(said('"Login \\"x\\\\y\\" bad\\r\\n\\303\\244"')).toBe('Login "x\\y" bad\r\n\u00c3\u00a4');
    expect(said('""')).toBe('');
    expect(said('')).toBe('');
  });

  it('may have lost its tail', () => {
    expect(parseLogPacket('sent [LCP ConfReq id=0x2 <asyncmap 0x0> <magic 0x6a')?.options).toEqual([
      ['asyncmap', '0x0'],
    ]);
  });

  it.each(['rcvd [proto=0x57] 01 02', 'Connect: ppp0 <--> /dev/ttyUSB2', '', 'x sent [LCP ConfReq id=0x1]'])(
    'is not: %s',
    (line) => expect(parseLogPacket(line)).toBeUndefined(),
  );
});
