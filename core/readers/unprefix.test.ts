import { describe, expect, it } from 'vitest';
import { unprefix } from './unprefix.js';

const lines: readonly (readonly [string, string, string?])[] = [
  ['May 27 10:30:17 [pppd] pppd 2.4.4 started by root, uid 0', 'pppd 2.4.4 started by root, uid 0', 'pppd'],
  ['May 27 10:30:17 eee pppd[12329]: Using interface ppp0', 'Using interface ppp0', 'pppd'],
  ['May 27 10:30:17 pppd[12329]: Using interface ppp0', 'Using interface ppp0', 'pppd'],
  ['May 27 10:30:17 Connect: ppp0 <--> /dev/ttyUSB2', 'Connect: ppp0 <--> /dev/ttyUSB2'],
  ['Connect: ppp0 &lt;--&gt; /dev/ttyUSB2', 'Connect: ppp0 <--> /dev/ttyUSB2'],
  [
    'May  7 10:30:17 eee kernel: [ 1234.567890] usb 1-3: USB disconnect, address 21',
    'usb 1-3: USB disconnect, address 21',
    'kernel',
  ],
  ['May  7 10:30:17 eee kernel: usb 1-3: USB disconnect, address 21', 'usb 1-3: USB disconnect, address 21', 'kernel'],
  ['Mai 27 10:30:17 eee NetworkManager[812]: <info>  [1590.1] x', '<info>  [1590.1] x', 'networkmanager'],
  ['janv. 27 10:30:17 eee pppd[12]: Exit.', 'Exit.', 'pppd'],
  ['27-05-2020 10:30:17 pppd[12]: Exit.', 'Exit.', 'pppd'],
  ['Jan  1 00:00:45 (none) daemon.notice pppd[123]: Exit.', 'Exit.', 'pppd'],
  ['Jan  1 00:00:45 OpenWrt daemon.notice pppd[123]: Exit.', 'Exit.', 'pppd'],
  ['Thu Jan  1 00:00:45 1970 daemon.notice pppd[123]: Exit.', 'Exit.', 'pppd'],
  ['Thu Jan  1 00:00:45 1970 kern.info kernel: [   45.100000] usb 1-1: x', 'usb 1-1: x', 'kernel'],
  ['Thu Jan  1 00:00:45 1970 local2.info chat[12]: alarm', 'alarm', 'chat'],
  ['2020-01-31T10:30:17.123456+01:00 pi ModemManager[400]: <info>  Modem', '<info>  Modem', 'modemmanager'],
  ['2020-01-31T10:30:17+0100 pi kernel: usb 1-1: x', 'usb 1-1: x', 'kernel'],
  ['2020-01-31_10:30:17.12345 Using interface ppp0', 'Using interface ppp0'],
  ['@400000005e340b4312ab34cd Using interface ppp0', 'Using interface ppp0'],
  ['  7: Phone = *99#', 'Phone = *99#'],
  ['<30>May 27 10:30:17 pppd[1]: Exit.', 'Exit.', 'pppd'],
  ['<30>1 2020-01-31T10:30:17Z pi pppd 123 - - Exit.', 'Exit.', 'pppd'],
  ['[   12.345678] usb 1-3: new high speed USB device', 'usb 1-3: new high speed USB device', 'kernel'],
  ['<6>[   12.345678][    T1] usb 1-3: new', 'usb 1-3: new', 'kernel'],
  ['[Mon Nov 23 07:06:26 2026] usb 1-3: new', 'usb 1-3: new', 'kernel'],
  ['[   99.120000] pi pppd[12]: Exit.', 'Exit.', 'pppd'],
  ['D/pppd    ( 123): sent [LCP ConfReq id=0x1]', 'sent [LCP ConfReq id=0x1]', 'pppd'],
  ['01-01 12:00:00.123   99   99 I pppd    : Exit.', 'Exit.', 'pppd'],
  ['modem_1  | --> WvDial: Internet dialer version 1.61', '--> WvDial: Internet dialer version 1.61'],
  ['[modem] pppd 2.4.7 started by root, uid 0', '[modem] pppd 2.4.7 started by root, uid 0'],
  ['> > --> Sending: ATZ', '--> Sending: ATZ'],
  ['--&gt; Sending: ATZ', '--> Sending: ATZ'],
  ['–> Sending: ATZ', '--> Sending: ATZ'],
  ['\ufeff--> Sending: ATZ', '--> Sending: ATZ'],
  ['\u001b[0;1;39mModem hangup\u001b[0m', 'Modem hangup'],
  ['user@host:~$ lsusb', 'lsusb'],
  ['[root@host ~]# dmesg', 'dmesg'],
  ['root@OpenWrt:/tmp# logread', 'logread'],
  ['host ~ # wvdial', 'wvdial'],
  ['# noauth', '# noauth'],
  ['local2.info chat[12]: send (ATZ^M)', 'send (ATZ^M)', 'chat'],
  ['sent [LCP ConfReq id=0x1 <mru 1500>]', 'sent [LCP ConfReq id=0x1 <mru 1500>]'],
  ['Init1 = ATZ', 'Init1 = ATZ'],
];

describe('unprefix', () => {
  it.each(lines.map(([raw, text, program]) => ({ raw, text, program })))('$raw', ({ raw, text, program }) => {
    const { t: _, ...told } = unprefix(raw);
    expect(told).toEqual(program === undefined ? { text } : { text, program });
  });

  it('tells times that can be compared', () => {
    const early = unprefix('May 27 10:30:17 eee pppd[1]: a').t ?? 0;
    expect(unprefix('May 27 10:31:48 eee pppd[1]: b').t).toBe(early + 91_000);
    expect(unprefix('Jun  1 00:00:00 eee pppd[1]: c').t).toBeGreaterThan(early);
    expect(unprefix('[    1.500000] usb 1-1: x').t).toBe(1500);
  });
});
