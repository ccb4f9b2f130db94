import { type LinePattern, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { type ListedDevice, listedDevice } from './listed-device.js';

/** `usb-devices` and `/proc/bus/usb/devices`: each device with its interfaces and who has claimed them. */
export const usbDevices: MakeReader = () => {
  let device: ListedDevice | undefined;
  const finished = (): readonly ReadFact[] => {
    const last = device;
    device = undefined;
    return last ? listedDevice(last) : [];
  };
  const patterns: readonly LinePattern[] = [
    [/^T: {1,3}Bus=/, finished],
    [
      /^P: {1,3}Vendor=([0-9a-f]{4}) ProdID=([0-9a-f]{4})/i,
      ([, vendor = '', product = ''], line) => {
        const before = finished();
        device = {
          vendor: vendor.toLowerCase(),
          product: product.toLowerCase(),
          name: '',
          at: placeOf(line),
          drivers: [],
          interfaces: [],
        };
        return before;
      },
    ],
    [
      /^S: {1,3}(?:Manufacturer|Product)=(.{1,60})/i,
      ([, words = '']) => {
        if (device) device = { ...device, name: `${device.name} ${words}`.trim().slice(0, 120) };
        return [];
      },
    ],
    [
      /^I:[* ] {0,2}If#= ?\w+ .{0,40}Cls=([0-9a-f]{2})\((?:.{0,20}\) Sub=([0-9a-f]{2}) Prot=([0-9a-f]{2}))?.{0,60}Driver= ?(\S+)/i,
      ([, kind = '', subclass = '', protocol = '', driver = '']) => {
        const claimed = kind === '08' ? 'usb-storage' : driver.toLowerCase().replace(/^[([]none[)\]]$/, 'none');
        if (device === undefined || device.drivers.length >= mostInterfaces) return [];
        const told = protocol === '' ? [] : [{ kind: hex(kind), subclass: hex(subclass), protocol: hex(protocol) }];
        device = {
          ...device,
          drivers: [...device.drivers, claimed],
          interfaces: [...(device.interfaces ?? []), ...told],
        };
        return [];
      },
    ],
    // apt begins its errors with E: too.
    [/^(?:[BDCA]: {1,3}\S|E: {1,3}Ad=)/, 'noise'],
    [/^C:\* #Ifs=/, 'noise'],
    [/^S: {1,3}SerialNumber=/, 'noise'],
  ];
  return { kind: 'usb-devices', read: (line) => readByPatterns(patterns, line), end: finished };
};

const mostInterfaces = 32;
const hex = (digits: string): number => Number.parseInt(digits, 16);
