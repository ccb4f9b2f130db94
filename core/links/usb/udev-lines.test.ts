import { describe, expect, it } from 'vitest';
import { busPathIn, udevLines } from './udev-lines.js';

const printed = `monitor will print the received events for:
UDEV - the event which udev sends out after rule processing

UDEV  [4167.201] add      /devices/platform/vhci_hcd.0/usb1/1-1 (usb)
ACTION=add
DEVPATH=/devices/platform/vhci_hcd.0/usb1/1-1
SUBSYSTEM=usb
ID_MODEL=Stick_DEVPATH=/devices/2-2

UDEV  [4167.305] add      /devices/pci0000:00/usb2/2-1/2-1.4/2-1.4:1.3/ttyUSB2/tty/ttyUSB2 (tty)
ACTION=add
DEVPATH=/devices/pci0000:00/usb2/2-1/2-1.4/2-1.4:1.3/ttyUSB2/tty/ttyUSB2

UDEV  [4167.401] add      /devices/virtual/tty/tty63 (tty)
DEVPATH=/devices/virtual/tty/tty63

`;
const hints = [{ kind: 'ready' }, { kind: 'changed', path: '1-1' }, { kind: 'changed', path: '2-1.4' }];

describe('udevLines', () => {
  it('reads the same from chunks of any size', () => {
    for (const size of [1, 2, 3, 7, 64, printed.length]) {
      const read = udevLines();
      const chunks = Array.from({ length: Math.ceil(printed.length / size) }, (_, at) =>
        printed.slice(at * size, (at + 1) * size),
      );
      expect(chunks.flatMap(read)).toEqual(hints);
    }
  });

  it('is ready by the kernel too', () => {
    expect(udevLines()('KERNEL - the kernel uevent\n')).toEqual([{ kind: 'ready' }]);
  });

  it('says nothing before a line has ended', () => {
    expect(udevLines()('DEVPATH=/devices/usb1/1-1')).toEqual([]);
  });
});

describe('busPathIn', () => {
  it('finds the innermost device, and none in a root hub', () => {
    expect(busPathIn('/devices/usb1/1-1/1-1.3/1-1.3:1.0')).toBe('1-1.3');
    expect(busPathIn('/devices/usb1/1-0:1.0')).toBeUndefined();
  });
});
