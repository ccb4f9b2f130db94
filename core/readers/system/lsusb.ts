import { type LinePattern, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { signBy } from '../sign.js';
import type { UsbInterface } from './interface-mode.js';
import { type ListedDevice, listedDevice } from './listed-device.js';
import { isTelephoneModem } from './telephone-modem.js';
import { modeOfId } from './usb-mode.js';
import { isWimax } from './wimax.js';

/** `lsusb`, its tree of drivers (`-t`), which names devices by their numbers only, and the descriptors of `-v`. */
export const lsusb: MakeReader = () => {
  /** By bus and number. A list may be there twice, before something and after it. */
  const listed: Listed[] = [];
  const drivers = new Map<string, string[]>();
  let bus = 0;
  let perhaps = false;

  const patterns: readonly LinePattern[] = [
    [
      /^Bus (\d{1,3}) Device (\d{1,3}): ID ([0-9a-f]{4}): ?([0-9a-f]{4}) ?(.{0,120})/i,
      ([, onBus = '', number = '', vendorId = '', productId = '', words = ''], line) => {
        const [vendor, product, name] = [vendorId.toLowerCase(), productId.toLowerCase(), words.trim()];
        const mode = modeOfId(vendor, product, name);
        const at = placeOf(line);
        // A nameless device that no list knows may be a modem.
        if (
          (mode !== 'other' && (mode !== 'unknown' || name === '')) ||
          isTelephoneModem(vendor, product, name) ||
          isWimax(vendor, name)
        )
          perhaps = true;
        if (listed.length < most)
          listed.push({
            number: `${Number(onBus)}:${Number(number)}`,
            device: { vendor, product, name, at },
            interfaces: [],
          });
        return [];
      },
    ],
    [
      /^\/: {1,3}Bus (\d{1,3})\./,
      ([, number = '']) => {
        bus = Number(number);
        return [];
      },
    ],
    [
      /^(?:\| {1,3})*\|__ Port \d{1,3}: Dev (\d{1,3}), If \d{1,3}, Class=([\w ()./-]{0,40}), Driver=([^,]{0,40}),/,
      ([, number = '', kind = '', driver = '']) => {
        const key = `${bus}:${Number(number)}`;
        const claimed = kind === 'Mass Storage' ? 'usb-storage' : driver.replace(/^(?:\[none\])?$/, 'none');
        if (drivers.size < most) drivers.set(key, [...(drivers.get(key) ?? []), claimed].slice(0, 32));
        return [];
      },
    ],
    [
      /^(?:(?:Device|Interface|Endpoint|Configuration|HID Device|Interface Association|Device Qualifier|Binary Object Store) ?\w* ?Descriptor\b|CDC \w+:|\*+UNRECOGNIZED|Device Qualifier \(|Device Status: |Couldn't open device, some information)/i,
      'noise',
    ],
    [
      /^bInterface(Class|SubClass|Protocol) {2,}(\d{1,3})\b/,
      ([, what = '', value = '']) => {
        const interfaces = listed.at(-1)?.interfaces ?? [];
        if (what === 'Class' && interfaces.length < mostInterfaces) interfaces.push({});
        Object.assign(interfaces.at(-1) ?? {}, { [fields[what] ?? 'kind']: Number(value) });
        return [];
      },
    ],
    [/^(?:b[A-Z]\w+|bm[A-Z]\w+|w[A-Z]\w+|i[A-Z]\w+|id(?:Vendor|Product)) {2,}\S/, 'noise'],
  ];
  const told = (): readonly ReadFact[] =>
    listed.flatMap(({ number, device, interfaces }) =>
      listedDevice({ ...device, drivers: drivers.get(number) ?? [], interfaces: interfaces.map(whole) }),
    );
  return {
    kind: 'lsusb',
    read: (line) => readByPatterns(patterns, line),
    end: () => [...told(), ...switched(listed), ...(listed.length > 0 && !perhaps ? missing(listed) : [])],
  };
};

interface Listed {
  readonly number: string;
  readonly device: Omit<ListedDevice, 'drivers' | 'interfaces'>;
  readonly interfaces: Partial<UsbInterface>[];
}

const most = 256;
const mostInterfaces = 64;
const fields: Readonly<Record<string, keyof UsbInterface>> = {
  Class: 'kind',
  SubClass: 'subclass',
  Protocol: 'protocol',
};
const whole = ({ kind = 0, subclass = 0, protocol = 0 }: Partial<UsbInterface>): UsbInterface => ({
  kind,
  subclass,
  protocol,
});
/** A stick that an earlier list has as a CD-ROM, and a later one as a modem. Where there are two lists, something is named twice. */
const switched = (listed: readonly Listed[]): readonly ReadFact[] => {
  const modes = listed.map(({ device }) => modeOfId(device.vendor, device.product, device.name));
  const [disc, modem] = [modes.lastIndexOf('storage'), modes.lastIndexOf('modem')];
  const [was, is] = [listed[disc]?.device, listed[modem]?.device];
  const areTwo = new Set(listed.map(({ number }) => number)).size < listed.length;
  return was && is && areTwo && disc < modem && was.vendor === is.vendor
    ? signBy('lsusb')('switch-worked').map((it) => ({ ...it, at: is.at }))
    : [];
};

/** The lines of what is there instead, hubs apart. */
const missing = (listed: readonly Listed[]): readonly ReadFact[] => {
  const all = listed.map(({ device }) => device);
  const others = all.filter(({ vendor }) => vendor !== '0000' && vendor !== '1d6b');
  const seen = (others.length > 0 ? others : all).slice(-mostShown).map(({ at }) => at);
  return signBy('lsusb')('no-modem-on-bus').map((it) => ({ ...it, seen }));
};
const mostShown = 3;
