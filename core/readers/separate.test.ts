import { describe, expect, it } from 'vitest';
import { separate } from './separate.js';

const lines: readonly (readonly [string, string, readonly string[]])[] = [
  ['a line of its own', '--> Carrier detected.  Starting PPP immediately.', []],
  [
    'wvdial with its dialogue',
    '--> WvDial: Internet dialer version 1.61 --> Initializing modem. --> Sending: ATZ ATZ OK --> Sending: AT+CPIN? AT+CPIN? +CPIN: READY OK --> Waiting for carrier. ATDT*99# CONNECT --> Carrier detected.',
    [
      '--> WvDial: Internet dialer version 1.61',
      '--> Initializing modem.',
      '--> Sending: ATZ',
      'ATZ',
      'OK',
      '--> Sending: AT+CPIN?',
      'AT+CPIN?',
      '+CPIN: READY',
      'OK',
      '--> Waiting for carrier.',
      'ATDT*99#',
      'CONNECT',
      '--> Carrier detected.',
    ],
  ],
  [
    'a talk with a modem',
    'AT+CPIN? +CPIN: READY OK AT+CSQ +CSQ: 14,99 OK AT+CREG? +CREG: 0,2 OK and nothing more',
    ['AT+CPIN?', '+CPIN: READY', 'OK', 'AT+CSQ', '+CSQ: 14,99', 'OK', 'AT+CREG?', '+CREG: 0,2', 'OK and nothing more'],
  ],
  ['a chat script has no answers', 'ABORT ERROR \'\' AT OK AT+CGDCONT=1,"IP","web" OK ATD*99***1# CONNECT \'\'', []],
  [
    'wvdial 1.56',
    'WvDial<*1>: Initializing modem. WvDial<*1>: Sending: ATZ WvDial Modem<*1>: ATZ WvDial Modem<*1>: OK',
    ['WvDial<*1>: Initializing modem.', 'WvDial<*1>: Sending: ATZ', 'WvDial Modem<*1>: ATZ', 'WvDial Modem<*1>: OK'],
  ],
  [
    'an end behind what was cut',
    'ttyUSB0<*1>: ATQ0 V1 E1 -- OK ttyUSB0<*1>: Max speed is 9600; that should be safe. Found a modem on /dev/ttyUSB0.',
    [
      'ttyUSB0<*1>: ATQ0 V1 E1 -- OK',
      'ttyUSB0<*1>: Max speed is 9600; that should be safe.',
      'Found a modem on /dev/ttyUSB0.',
    ],
  ],
  [
    'wvdial with a command of several words',
    '--> Sending: ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0 ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0 OK --> Modem initialized.',
    [
      '--> Sending: ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0',
      'ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0',
      'OK',
      '--> Modem initialized.',
    ],
  ],
  [
    'wvdial without echo',
    '--> Initializing modem. --> Sending: AT+CFUN=1 ERROR --> Bad init string. --> Cannot get information for serial port.',
    [
      '--> Initializing modem.',
      '--> Sending: AT+CFUN=1',
      'ERROR',
      '--> Bad init string.',
      '--> Cannot get information for serial port.',
    ],
  ],
  [
    'what chat echoes, with the next speaker behind it',
    '2024-03-01_06:07:08.12345 CONNECT 7200000chat:  Mar  1 06:07:08 CONNECT',
    ['2024-03-01_06:07:08.12345 CONNECT 7200000', 'chat:  Mar  1 06:07:08 CONNECT'],
  ],
  [
    'an answer behind its echo',
    'ATDT*99***1#NO CARRIERScript /usr/sbin/chat -V -f /etc/ppp/tug finished (pid 9), status = 0x4',
    ['ATDT*99***1#', 'NO CARRIER', 'Script /usr/sbin/chat -V -f /etc/ppp/tug finished (pid 9), status = 0x4'],
  ],
  ['a command and its answer', 'AT+CGDCONT=1,"IP","tug.example"OK', ['AT+CGDCONT=1,"IP","tug.example"', 'OK']],
  ['a command that ends so', 'AT+CGDCONT=1,"IP","bOOK"', []],
  [
    'syslog',
    'May 27 10:30:17 eee pppd[12]: Using interface ppp0 May 27 10:30:17 eee pppd[12]: Connect: ppp0 <--> /dev/ttyUSB2',
    [
      'May 27 10:30:17 eee pppd[12]: Using interface ppp0',
      'May 27 10:30:17 eee pppd[12]: Connect: ppp0 <--> /dev/ttyUSB2',
    ],
  ],
  [
    'syslog of the kernel stays by its own times',
    'May 27 10:30:17 eee kernel: [   12.100000] usb 1-3: a May 27 10:30:18 eee kernel: [   13.100000] usb 1-3: b',
    ['May 27 10:30:17 eee kernel: [   12.100000] usb 1-3: a', 'May 27 10:30:18 eee kernel: [   13.100000] usb 1-3: b'],
  ],
  [
    'logread',
    'Thu Jan  1 00:00:45 1970 daemon.info pppd[12]: Using interface ppp0 Thu Jan  1 00:00:46 1970 daemon.info pppd[12]: Exit.',
    [
      'Thu Jan  1 00:00:45 1970 daemon.info pppd[12]: Using interface ppp0',
      'Thu Jan  1 00:00:46 1970 daemon.info pppd[12]: Exit.',
    ],
  ],
  [
    'a date in a sentence is no beginning',
    '--> Starting pppd at Wed May 27 10:30:17 2009 --> Pid of pppd: 12329 --> Using interface ppp0 --> Disconnecting at Wed May 27 10:31:54 2009',
    [
      '--> Starting pppd at Wed May 27 10:30:17 2009',
      '--> Pid of pppd: 12329',
      '--> Using interface ppp0',
      '--> Disconnecting at Wed May 27 10:31:54 2009',
    ],
  ],
  [
    'dmesg with times',
    '[   12.100000] usb 1-3: new high speed USB device [   12.200000] usb 1-3: New USB device found, idVendor=19d2',
    [
      '[   12.100000] usb 1-3: new high speed USB device',
      '[   12.200000] usb 1-3: New USB device found, idVendor=19d2',
    ],
  ],
  [
    'dmesg without',
    'usb 1-3: USB disconnect, address 21 usb 1-3: new high speed USB device using ehci_hcd and address 22 scsi12 : SCSI emulation',
    [
      'usb 1-3: USB disconnect, address 21',
      'usb 1-3: new high speed USB device using ehci_hcd and address 22',
      'scsi12 : SCSI emulation',
    ],
  ],
  [
    'lsusb',
    'Bus 001 Device 002: ID 8087:0024 Intel Corp. Hub Bus 001 Device 004: ID 12d1:1446 Huawei Technologies Co., Ltd.',
    [
      'Bus 001 Device 002: ID 8087:0024 Intel Corp. Hub',
      'Bus 001 Device 004: ID 12d1:1446 Huawei Technologies Co., Ltd.',
    ],
  ],
  [
    'wvdial.conf',
    '[Dialer Defaults] Init1 = ATZ Init2 = ATQ0 V1 E1 S0=0 &C1 &D2 Modem = /dev/ttyUSB0 Modem Type = Analog Modem Phone = *99#',
    [
      '[Dialer Defaults]',
      'Init1 = ATZ',
      'Init2 = ATQ0 V1 E1 S0=0 &C1 &D2',
      'Modem = /dev/ttyUSB0',
      'Modem Type = Analog Modem',
      'Phone = *99#',
    ],
  ],
];

describe('separate', () => {
  it.each(lines)('%s', (_, raw, pieces) => {
    expect(separate(raw).map((it) => it.trim())).toEqual(pieces.length === 0 ? [raw] : pieces);
  });
});
