import type { Place } from '../../facts/fact.js';
import { signBy } from '../ppp/sign.js';
import { type LinePattern, type MakeReader, placeOf, type ReadFact, readByPatterns } from '../reader.js';
import { modeOfId } from './usb-mode.js';

/** `lsusb`, `lsusb -t` and the descriptors of `lsusb -v`. */
export const lsusb: MakeReader = () => {
  let listed: Place | undefined;
  let perhaps = false;
  const patterns: readonly LinePattern[] = [
    [
      /^Bus \d{1,3} Device \d{1,3}: ID ([0-9a-f]{4}): ?([0-9a-f]{4}) ?(.{0,120})/i,
      ([, id = '', number = '', name = ''], line) => {
        const vendor = id.toLowerCase();
        const product = number.toLowerCase();
        const mode = modeOfId(vendor, product, name);
        listed = placeOf(line);
        if (mode === 'other' || (mode === 'unknown' && name.trim() !== '')) return [];
        perhaps = true;
        if (mode === 'unknown') return [];
        return [{ fact: 'usb.described', vendor, product, mode, ...(name.trim() === '' ? {} : { name: name.trim() }) }];
      },
    ],
    [/^(?:\/: {1,3}|\|__ )(?:Bus |Port )\d/i, 'noise'],
    [
      /^(?:(?:Device|Interface|Endpoint|Configuration|HID Device|Interface Association|Device Qualifier|Binary Object Store) ?\w* ?Descriptor\b|CDC \w+:|\*+UNRECOGNIZED|Device Qualifier \(|Device Status: |Couldn't open device, some information)/i,
      'noise',
    ],
    [/^(?:b[A-Z]\w+|bm[A-Z]\w+|w[A-Z]\w+|i[A-Z]\w+|id(?:Vendor|Product)) {2,}\S/, 'noise'],
  ];
  return {
    kind: 'lsusb',
    read: (line) => readByPatterns(patterns, line),
    end: () => (listed && !perhaps ? sign(listed) : []),
  };
};

const sign = (at: Place): readonly ReadFact[] => signBy('lsusb')('no-modem-on-bus').map((it) => ({ ...it, at }));
