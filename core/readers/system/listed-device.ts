import type { Place } from '../../facts/fact.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { modeOfId } from './usb-mode.js';

/** A device of a listing, with the drivers of its interfaces where those are told; `none` for an interface that nobody has claimed. */
export interface ListedDevice {
  readonly vendor: string;
  readonly product: string;
  readonly name: string;
  readonly at: Place;
  readonly drivers: readonly string[];
}

/** What a listed device is, if it is a modem or a part of its life: its drivers say more than its id. */
export const listedDevice = ({ vendor, product, name, at, drivers }: ListedDevice): readonly ReadFact[] => {
  const byId = modeOfId(vendor, product, name);
  if (byId === 'other' || byId === 'unknown') return [];
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
    ...(serial ? signBy('the list of USB devices')('tty-made', serial).map((it) => ({ ...it, at })) : []),
  ];
};

const serialDrivers = /^(?:option1?|sierra|qcserial|hso|cdc_acm|usbserial|usbserial_generic|qcaux|ipw)$/;
const networkDrivers = /^(?:cdc_ether|rndis_host|cdc_ncm|huawei_cdc_ncm|cdc_mbim|qmi_wwan)$/;
