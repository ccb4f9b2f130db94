import type { FactPayloads, Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { isInDownloadMode } from './download-mode.js';
import { isTelephoneModem } from './telephone-modem.js';
import { isCellular, modeOfId } from './usb-mode.js';

/** What the kernel's log has told of each place on the bus. Bounded: a machine has few ports. */
export interface UsbMemory {
  readonly found: (path: string, vendor: string, product: string, at: Place) => readonly ReadFact[];
  readonly named: (path: string, words: string) => void;
  readonly claimed: (path: string, driver: string, at: Place) => void;
  readonly gotTty: (path: string | undefined, tty: string, at: Place) => readonly ReadFact[];
  /** A disc was seen on the bus; the newest device has it. */
  readonly showedDisc: () => void;
  readonly left: (path: string, at: Place) => readonly ReadFact[];
  readonly ttyLeft: (tty: string, at: Place) => readonly ReadFact[];
  readonly failed: (path: string, at: Place) => void;
  /** It answered the kernel after all. */
  readonly answered: (path: string) => void;
  readonly end: () => readonly ReadFact[];
}

interface Spot {
  vendor?: string;
  product?: string;
  name: string;
  at?: Place;
  present: boolean;
  disc: boolean;
  /** Its ttys have gone, and no line said that it left. */
  ttysGone: boolean;
  /** How often it left while it was no CD-ROM. */
  leaves: number;
  /** Where it did, the first few times. */
  readonly left: Place[];
  failed?: Place;
  /** It left when its configuration had failed. */
  brokeOff?: Place;
  readonly drivers: Set<string>;
  readonly ttys: Set<string>;
}

export const usbMemory = (): UsbMemory => {
  const spots = new Map<string, Spot>();
  let newest: Spot | undefined;
  /** What left and had not been seen to come: its ttys tell whether it was a modem. */
  let unknownLeft: { readonly spot: Spot; readonly at: Place } | undefined;

  const spotAt = (path: string): Spot => {
    const known = spots.get(path);
    if (known) return known;
    const spot: Spot = {
      name: '',
      present: false,
      disc: false,
      ttysGone: false,
      leaves: 0,
      left: [],
      drivers: new Set(),
      ttys: new Set(),
    };
    if (spots.size < mostSpots) spots.set(path, spot);
    return spot;
  };
  const leave = (spot: Spot, at: Place): readonly ReadFact[] => {
    spot.leaves += 1;
    if (spot.left.length < mostShown) spot.left.push(at);
    return [{ fact: 'usb.left', announced: false, at }];
  };

  return {
    found: (path, vendor, product, at) => {
      const spot = spotAt(path);
      Object.assign(spot, { vendor, product, at, present: true, disc: false, ttysGone: false, name: '' });
      delete spot.failed;
      spot.drivers.clear();
      spot.ttys.clear();
      newest = spot;
      unknownLeft = undefined;
      return isCellular(vendor, product) ? [{ fact: 'usb.plugged', vendor, product, at }] : [];
    },
    named: (path, words) => {
      const spot = spotAt(path);
      if (spot.name.length < 80 && !spot.name.includes(words)) spot.name = `${spot.name} ${words}`.trim();
    },
    claimed: (path, driver, at) => {
      const spot = spotAt(path);
      spot.drivers.add(driver);
      spot.at ??= at;
      spot.present = true;
    },
    gotTty: (path, tty, at) => {
      const spot = path === undefined ? newest : spotAt(path);
      if (spot) {
        spot.present = true;
        spot.ttysGone = false;
        spot.at ??= at;
        if (spot.ttys.size < mostSpots) spot.ttys.add(tty);
      }
      return sign('tty-made', tty);
    },
    showedDisc: () => {
      if (newest) newest.disc = true;
    },
    left: (path, at) => {
      const spot = spotAt(path);
      const was = spot.present;
      spot.present = false;
      unknownLeft = was ? undefined : { spot, at };
      if (spot.failed) spot.brokeOff = at;
      return was && ['modem', 'network'].includes(modeOf(spot)) ? leave(spot, at) : [];
    },
    ttyLeft: (tty, at) => {
      const known = [...spots.values()].find(({ ttys }) => ttys.has(tty)) ?? unknownLeft?.spot;
      // Where the log begins later than the stick came, its ttys are all that is seen of it.
      const owner = known ?? Object.assign(spotAt(unseen), { present: true });
      const said = owner.ttysGone || (!owner.present && owner !== unknownLeft?.spot);
      const leftAt = owner === unknownLeft?.spot ? unknownLeft.at : at;
      if (said) return [];
      owner.ttysGone = true;
      // Who had one has a driver, though the log begins later.
      return [...(known ? [] : sign('tty-made', tty)), ...leave(owner, leftAt)];
    },
    answered: (path) => {
      delete spotAt(path).failed;
    },
    failed: (path, at) => {
      spotAt(path).failed = at;
    },
    end: () => [...spots.values()].flatMap(summary),
  };
};

const mostSpots = 64;
const mostShown = 3;
const unseen = 'a place that was not named';
const sign = signBy('the kernel');

const summary = (spot: Spot): readonly ReadFact[] => [
  ...described(spot),
  ...(spot.failed ? [...sign('enumeration-failed')].map((it) => ({ ...it, at: spot.failed as Place })) : []),
  ...(spot.brokeOff
    ? sign('usb-flapping', 'it cannot be configured').map((it) => ({ ...it, at: spot.brokeOff as Place }))
    : []),
  ...(spot.leaves >= 3 ? sign('usb-flapping', `${spot.leaves} times`).map((it) => ({ ...it, seen: spot.left })) : []),
];

const described = (spot: Spot): readonly ReadFact[] => {
  const { vendor, product, name, at } = spot;
  const mode = modeOf(spot);
  if (vendor === undefined || product === undefined || at === undefined) return [];
  if (isTelephoneModem(vendor, product, name))
    return sign('telephone-modem', `${vendor}:${product} ${name}`.trim()).map((it) => ({ ...it, at }));
  if (spot.present && isInDownloadMode(vendor, product, name))
    return sign('download-mode', `${vendor}:${product}`).map((it) => ({ ...it, at }));
  if (mode === 'unknown' || mode === 'other') return [];
  const [driver] = spot.drivers;
  const told: ReadFact = {
    fact: 'usb.described',
    vendor,
    product,
    mode,
    at,
    ...(name === '' ? {} : { name }),
    ...(driver === undefined ? {} : { driver }),
  };
  const bare = mode === 'modem' && spot.present && spot.ttys.size === 0 && spot.drivers.size === 0;
  return [told, ...(bare ? sign('modem-without-tty', `${vendor}:${product}`).map((it) => ({ ...it, at })) : [])];
};

/** Drivers and discs say more than the id. */
const modeOf = (spot: Spot): FactPayloads['usb.described']['mode'] => {
  const { vendor = '', product = '', name, ttys, drivers } = spot;
  const byId = vendor === '' ? 'unknown' : modeOfId(vendor, product, name);
  if (byId === 'other') return byId;
  if (ttys.size > 0) return 'modem';
  if (spot.disc && keepsItsId.has(`${vendor}:${product}`)) return 'storage';
  const network = [...drivers].some((driver) => networkDrivers.has(driver));
  return network && byId !== 'storage' && byId !== 'unknown' ? 'network' : byId;
};

/** These have one id as a CD-ROM and as a modem. */
const keepsItsId = new Set(['12d1:1001', '12d1:1003', '12d1:1009', '12d1:1010', '19d2:0026', '19d2:0033']);
const networkDrivers = new Set(['cdc_ether', 'rndis_host', 'cdc_ncm', 'huawei_cdc_ncm', 'cdc_mbim', 'qmi_wwan']);
