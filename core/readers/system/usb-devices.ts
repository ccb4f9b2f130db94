import type { Place } from '../../facts/fact.js';
import { signBy } from '../ppp/sign.js';
import { type LinePattern, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { modeOfId } from './usb-mode.js';

interface Device {
  vendor: string;
  product: string;
  name: string;
  at: Place;
  /** Drivers of its vendor-specific and communication interfaces. */
  drivers: string[];
}

/** `usb-devices`, `/proc/bus/usb/devices`, and the tree of `lsusb -t` where it names what is the modem's: interfaces and who has claimed them. */
export const usbDevices: MakeReader = () => {
  let device: Device | undefined;
  const finished = (): readonly ReadFact[] => {
    const last = device;
    device = undefined;
    return last ? told(last) : [];
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
        };
        return before;
      },
    ],
    [
      /^S: {1,3}(?:Manufacturer|Product)=(.{1,60})/i,
      ([, words = '']) => {
        if (device) device.name = `${device.name} ${words}`.trim();
        return [];
      },
    ],
    [
      /^I:[* ] {0,2}If#= ?\w+ .{0,40}Cls=([0-9a-f]{2})\(.{0,60}Driver= ?(\S+)/i,
      ([, kind = '', driver = '']) => {
        if (device && device.drivers.length < 32 && kind.toLowerCase() !== '08')
          device.drivers.push(driver.toLowerCase());
        else if (device && device.drivers.length < 32) device.drivers.push('usb-storage');
        return [];
      },
    ],
    [/^[BDCEA]: {1,3}\S/, 'noise'],
    [/^S: {1,3}SerialNumber=/, 'noise'],
  ];
  return { kind: 'usb-devices', read: (line) => readByPatterns(patterns, line), end: finished };
};

const told = ({ vendor, product, name, at, drivers }: Device): readonly ReadFact[] => {
  const byId = modeOfId(vendor, product, name);
  if (byId === 'other' || byId === 'unknown') return [];
  const serial = drivers.some((it) => serialDrivers.test(it));
  const bare = drivers.some((it) => it === '(none)');
  const network = drivers.some((it) => networkDrivers.test(it));
  const disc = drivers.length > 0 && drivers.every((it) => it === 'usb-storage');
  const mode = serial ? 'modem' : disc ? 'storage' : network && !bare ? 'network' : byId;
  const driver = drivers.find((it) => serialDrivers.test(it)) ?? (bare ? 'none' : drivers[0]);
  return [
    {
      fact: 'usb.described',
      vendor,
      product,
      mode,
      at,
      ...(name === '' ? {} : { name }),
      ...(driver === undefined ? {} : { driver }),
    },
    ...(serial ? signBy('the list of USB devices')('tty-made', driver).map((it) => ({ ...it, at })) : []),
  ];
};

const serialDrivers = /^(?:option1?|sierra|qcserial|hso|cdc_acm|usbserial|usbserial_generic|qcaux|ipw)$/;
const networkDrivers = /^(?:cdc_ether|rndis_host|cdc_ncm|huawei_cdc_ncm|cdc_mbim|qmi_wwan)$/;
