import type { FactPayloads } from '../../facts/fact.js';
import { modemIds } from './modem-ids.js';
import { storageIds } from './storage-ids.js';

type Mode = FactPayloads['usb.described']['mode'];

/** What an id alone says of a device. A vendor that makes nothing but modems makes a modem, unless a list says otherwise. */
export const modeOfId = (vendor: string, product: string, name = ''): Mode => {
  if (has(storageIds, vendor, product)) return 'storage';
  if (has(networkIds, vendor, product)) return 'network';
  if (vendor in modemVendors) return noModems.test(name) ? 'other' : 'modem';
  if (has(modemIds, vendor, product)) return 'modem';
  if (vendor in others || noModems.test(name)) return 'other';
  return modems.test(name) ? 'modem' : 'unknown';
};

/** Nobody else makes these, and they make nothing else for USB. */
export const isCellular = (vendor: string, product: string, name?: string): boolean =>
  ['storage', 'network', 'modem'].includes(modeOfId(vendor, product, name));

const has = (table: Readonly<Record<string, string>>, vendor: string, product: string): boolean =>
  table[vendor]?.includes(product) ?? false;

/**
 * Sticks and pocket routers that are network adapters and have no PPP: HiLink, NCM, RNDIS. From the ids of kernel drivers, usb_modeswitch's notes (what it
 * calls a router), and what owners saw.
 */
const networkIds: Readonly<Record<string, string>> = {
  '0408': 'd009',
  '12d1': '14db 14dc 14bc 1576 1577 1585 1587 1588 1589 1594 15bc 15bd 15c7 1c1f 1c50',
  '19d2': '1021 1027 1028 1029 1035 1036 1037 1043 1403 1405 1408 1365 1589',
  '1bbb': '0195 0908',
  '2001': '7d0e',
  '05c6': 'f00e',
};

/** Vendors of modems and of little else, by their ids as the USB list has them. */
const modemVendors: Readonly<Record<string, string>> = {
  '0af0': 'Option',
  '0b3c': 'Olivetti',
  '106c': 'Pantech',
  '1199': 'Sierra Wireless',
  '12d1': 'Huawei',
  '1410': 'Novatel',
  '16d5': 'AnyDATA',
  '16d8': 'C-motech',
  '1726': 'Axesstel',
  '19d2': 'ZTE',
  '1a8d': 'BandRich',
  '1bbb': 'Alcatel',
  '1bc7': 'Telit',
  '1c9e': 'Longcheer',
  '1da5': 'Qisda',
  '1e0e': 'SIMCom',
  '1e2d': 'Cinterion',
  '1ee8': 'Onda',
  '1d09': 'TechFaith',
  '1fac': 'Franklin',
  '201e': 'Haier',
  '2020': 'BroadMobi',
  '211f': 'Celot',
  '21f5': 'Strong Rising',
  '230d': 'Linktop',
  '257a': 'Yuga',
  '2c7c': 'Quectel',
  '2cb7': 'Fibocom',
  '3566': 'Brovi',
};

/** Never a modem: root hubs (before 2.6.25 without a number), Intel's, Microsoft's, Logitech's, Genesys hubs, Realtek, Alcor, SMSC, Terminus, VIA. */
const others: Readonly<Record<string, string>> = {
  '0000': 'a root hub',
  '1d6b': 'Linux Foundation',
  '8087': 'Intel',
  '046d': 'Logitech',
  '045e': 'Microsoft',
  '05e3': 'Genesys',
  '0bda': 'Realtek',
  '058f': 'Alcor',
  '0424': 'SMSC',
  '1a40': 'Terminus',
  '2109': 'VIA',
  '0a5c': 'Broadcom',
  '0cf3': 'Atheros',
  '13d3': 'IMC',
  '04f2': 'Chicony',
  '5986': 'Acer',
  '064e': 'Suyin',
  '0781': 'SanDisk',
  '0951': 'Kingston',
  '067b': 'Prolific',
  '0403': 'FTDI',
  '1a86': 'QinHeng',
  '10c4': 'Silicon Labs',
};

const modems = /\b(?:modem|hsdpa|hspa|umts|wcdma|gsm|lte|3g|4g|cdma|mobile broadband|wwan|evdo)\b/i;
const noModems =
  /\b(?:root hub|hub|mouse|keyboard|webcam|camera|bluetooth|card reader|fingerprint|printer|scanner|phone|smartphone|wireless adapter|802\.11)\b/i;
