import { describe, expect, it } from 'vitest';
import { readText } from '../read-lines.js';
import { systemReaders } from './index.js';

/** What a text tells, in short: signs by name, devices by mode, other facts by theirs. */
const told = (text: string) =>
  readText('log', text, systemReaders).facts.map((fact) => {
    if (fact.fact === 'sign.seen') return fact.sign;
    if (fact.fact === 'usb.described') return `${fact.product} ${fact.mode}${fact.driver ? ` ${fact.driver}` : ''}`;
    return fact.fact;
  });

const texts: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a stick that switches itself is no stick that left',
    `usb 1-3: New USB device found, idVendor=19d2, idProduct=2000
usb 1-3: USB disconnect, address 21
usb 1-3: New USB device found, idVendor=19d2, idProduct=0031
usb 1-3: generic converter now attached to ttyUSB0`,
    ['usb.plugged', 'usb.plugged', 'tty-made', '0031 modem'],
  ],
  [
    'a stick is named by how the tool was called for it, once it has failed',
    `# usb_modeswitch -v 0x05c7 -p 0x1000
Looking for default devices ...
 Found default devices (1)
Warning: no switching method given.`,
    ['1000 storage', 'switch-failed'],
  ],
  [
    'a message that was sent may have worked',
    `sudo usb_modeswitch -v 05c7 -p 1000 -K
Trying to send message 1 to endpoint 0x01 ...
-> Run lsusb to note any changes. Bye.`,
    ['switch-sent'],
  ],
  [
    'one device may fail to enumerate at first',
    `usb 1-3: device descriptor read/64, error -71
usb 1-3: New USB device found, idVendor=1d6b, idProduct=0002`,
    [],
  ],
  [
    'a mouse that comes and goes is nobody',
    Array.from(
      { length: 4 },
      () => 'usb 2-1: New USB device found, idVendor=046d, idProduct=c52b\nusb 2-1: USB disconnect, device number 3',
    ).join('\n'),
    [],
  ],
  [
    'ttys that leave count once each time',
    `usb 1-2: GSM modem (1-port) converter now attached to ttyUSB0
usb 1-2: GSM modem (1-port) converter now attached to ttyUSB1
option1 ttyUSB0: GSM modem (1-port) converter now disconnected from ttyUSB0
option1 ttyUSB1: GSM modem (1-port) converter now disconnected from ttyUSB1`,
    ['tty-made', 'tty-made', 'usb.left'],
  ],
  [
    'an E220 keeps its id as a CD-ROM',
    `usb 1-1: New USB device found, idVendor=12d1, idProduct=1003
scsi 5:0:0:0: CD-ROM            HUAWEI   Mass Storage     2.31 PQ: 0 ANSI: 2`,
    ['usb.plugged', '1003 storage'],
  ],
  [
    'switching what is a modem already is no failure',
    `Error: can't use storage command in MessageContent with interface 0;
       interface class is 255, expected 8. Abort`,
    [],
  ],
  ['usb_modeswitch, well', 'Mode switch succeeded. Bye!', ['switch-worked']],
  ['usb_modeswitch, no stick', 'No devices in default mode found. Nothing to do. Bye!', ['nothing-to-switch']],
  [
    'ls in German',
    "ls: Zugriff auf '/dev/ttyUSB*' nicht möglich: Datei oder Verzeichnis nicht gefunden",
    ['port-missing'],
  ],
  ['a port of the mainboard is no modem', 'crw-rw---- 1 root dialout 4, 64 May 20 18:03 /dev/ttyS0', []],
  [
    'the best route counts',
    `default dev ppp0 scope link
default via 192.168.1.1 dev eth0 proto dhcp metric 100`,
    ['route-over-link'],
  ],
  [
    'a table without a link says nothing of it',
    `Kernel IP routing table
0.0.0.0         192.168.1.1     0.0.0.0         UG    100    0        0 eth0`,
    [],
  ],
  ['a ping to nowhere', 'ping: sendto: Network is unreachable', ['network-unreachable']],
  ['no name', "ping: bad address 'debian.org'", ['names-unresolved']],
];

describe('what the system says', () => {
  it.each(texts)('%s', (_, text, expected) => {
    expect(told(text)).toEqual(expected);
  });
});
