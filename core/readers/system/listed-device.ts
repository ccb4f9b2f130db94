import type { Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { isInDownloadMode } from './download-mode.js';
import { hasNoPpp, modeOfInterfaces, type UsbInterface } from './interface-mode.js';
import { isTelephoneModem } from './telephone-modem.js';
import { modeOfId } from './usb-mode.js';
import { isWimax } from './wimax.js';

/** A device of a listing, with the drivers of its interfaces where those are told; `none` for an interface that nobody has claimed. */
export interface ListedDevice {
  readonly vendor: string;
  readonly product: string;
  readonly name: string;
  readonly at: Place;
  readonly drivers: readonly string[];
  /** Class, subclass and protocol of each, where those are told. */
  readonly interfaces?: readonly UsbInterface[];
}

/** What a listed device is, if it is a modem or a part of its life: its drivers say more than its id. */
export const listedDevice = ({ vendor, product, name, at, drivers, interfaces }: ListedDevice): readonly ReadFact[] => {
  if (isTelephoneModem(vendor, product, name))
    return sign('telephone-modem', `${vendor}:${product} ${name}`.trim()).map((it) => ({ ...it, at }));
  if (isWimax(vendor, name))
    return sign('wimax-adapter', `${vendor}:${product} ${name}`.trim()).map((it) => ({ ...it, at }));
  if (isInDownloadMode(vendor, product, name))
    return sign('download-mode', `${vendor}:${product}`).map((it) => ({ ...it, at }));
  const known = modeOfId(vendor, product, name);
  if (known === 'other' || known === 'unknown') return [];
  const byId = modeOfInterfaces(interfaces ?? []) ?? known;
  const serial = drivers.find((it) => serialDrivers.test(it));
  const bare = drivers.includes('none');
  const network = drivers.some((it) => networkDrivers.test(it));
  const disc = drivers.length > 0 && drivers.every((it) => it === 'usb-storage');
  const mode = serial ? 'modem' : disc ? 'storage' : network && !bare ? 'network' : byId;
  const driver = serial ?? (bare ? 'none' : drivers[0]);
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
    ...[
      ...(serial ? sign('tty-made', serial) : []),
      ...(hasNoPpp(vendor, interfaces ?? []) ? sign('no-ppp-port', `${vendor}:${product}`) : []),
    ].map((it) => ({ ...it, at })),
  ];
};

const sign = signBy('the list of USB devices');
const serialDrivers = /^(?:option1?|sierra|qcserial|hso|cdc_acm|usbserial|usbserial_generic|qcaux|ipw)$/;
const networkDrivers = /^(?:cdc_ether|rndis_host|cdc_ncm|huawei_cdc_ncm|cdc_mbim|qmi_wwan)$/;
