import type { FactPayloads } from '../../facts/fact.js';
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

/** Sticks that are network adapters and have no PPP: HiLink, NCM, RNDIS. From the ids of kernel drivers and usb_modeswitch's notes. */
const networkIds: Readonly<Record<string, string>> = {
  '12d1': '14db 14dc 14bc 1576 1577 1c50',
  '19d2': '1403 1405 1408 1365 1589',
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
  '1fac': 'Franklin',
  '211f': 'Celot',
  '230d': 'Linktop',
  '257a': 'Yuga',
  '2c7c': 'Quectel',
  '2cb7': 'Fibocom',
  '3566': 'Brovi',
};

/** Modems of vendors that make other things too. */
const modemIds: Readonly<Record<string, string>> = {
  '03f0': '1e1d 201d 241d 251d 2b1d',
  '0408': 'ea02 ea03 ea04 ea05 ea06',
  '0421': '0619 060d 0611 061a 061e 0623 0628 062d 062f 0633 0638',
  '0471': '1206 1234',
  '04e8': '6872 6889',
  '05c6': '0016 6000 9000 9002 9003 9005 9080 9090 9202 9203 9222 9245 9265 9285 9605 9625 90b2 6613',
  '07d1': '3e01 3e02 7e11',
  '0930': '0d45 1302 1303 1308 1311',
  '0bdb': '1900 1902 1904 1905 1906 1907 1909 190a 190d 1910 1911',
  '1004': '6000 6124 6141 618f',
  '1546': '1102 1104 1106 1107 1110',
  '2001': '7d00 7d01 7d02 7d03',
  '413c':
    '8114 8115 8116 8117 8118 8128 8129 8133 8134 8135 8136 8137 8138 8147 8180 8181 8182 8183 8184 8185 8186 8187 8195 8196 819b 81a2 81a3 81a4 81a8 81b1',
};

/** Never a modem: root hubs, Intel's, Microsoft's, Logitech's, Genesys hubs, Realtek, Alcor, SMSC, Terminus, VIA. */
const others: Readonly<Record<string, string>> = {
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
