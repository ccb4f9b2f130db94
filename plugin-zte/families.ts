import { type DeviceSource, quietStorage } from '@dialtone/plugins';
import { zteStick } from './zte-stick.js';

/** Sticks whose data port and command port are on the same USB interfaces; product ids of vendor 19d2. */
interface Row {
  readonly data: number;
  readonly at: number;
  readonly products: readonly string[];
}

/** One row for each pair of interfaces that ModemManager's ZTE port types know: its primary port is data, its secondary commands. */
export const familyRows: readonly Row[] = [
  {
    data: 3,
    at: 1,
    products: [
      ...['0021', '0031', '0037', '0039', '0042', '0052', '0057', '0058', '0061', '0063', '0066', '0078', '0082'],
      ...['0104', '0106', '0108', '0122', '0123', '1007', '1008', '1010', '1254', '1268', '2002', '2003'],
    ],
  },
  { data: 0, at: 1, products: ['0003', '0004', '0005', '0006', '0007', '0008', '0009', '000a'] },
  { data: 4, at: 1, products: ['0033', '0091', '0113', '0118', '0121', '0124', '0126', '0128'] },
  { data: 2, at: 1, products: ['0016', '0017', '0018', '0019', '0117', '0156'] },
  { data: 2, at: 4, products: ['0002', '0012', '0024', '0025', '0055'] },
  { data: 1, at: 3, products: ['0015', '0030', '0054'] },
  { data: 0, at: 2, products: ['0001', '1515'] },
  { data: 4, at: 2, products: ['0048', '0049'] },
  { data: 3, at: 2, products: ['0043'] },
  { data: 2, at: 0, products: ['0064'] },
  { data: 5, at: 1, products: ['0125'] },
];

/** Ids of the CD-ROM mode and what they may become, by eject, as usb-modeswitch-data lists it (ids without a row left out). */
const storages: Readonly<Record<string, readonly string[]>> = {
  '2000': [
    ...['0001', '0002', '0015', '0016', '0017', '0019', '0024', '0031', '0033', '0037', '0042', '0052', '0055', '0061'],
    ...['0063', '0064', '0066', '0091', '0108', '0117', '0128', '2002', '2003'],
  ],
  '0053': ['0031'],
  '0103': ['0031'],
  '0083': ['0124'],
  '0149': ['0124'],
  '0150': ['0124'],
  '0154': ['0017', '0117', '2003'],
};

/** Every row as a device: what a ZTE stick gets of which only the USB id is known. */
export const zteFamilies = (): readonly DeviceSource[] => familyRows.map(family);

const family = ({ data, at, products }: Row): DeviceSource => {
  const cdRoms = Object.keys(storages).filter((id) => reachable(id, products).length > 0);
  const becomes = [...new Set(cdRoms.flatMap((id) => reachable(id, products)))];
  return {
    id: `zte-${twoDigits(data)}-${twoDigits(at)}`,
    model: `ZTE stick (data on interface ${data}, commands on ${at})`,
    source: "ModemManager's ZTE port types; usb-modeswitch-data 20191128 for the CD-ROM ids",
    match: { usb: [...cdRoms, ...products].map((product) => ({ vendor: '19d2', product })) },
    extends: [quietStorage(), zteStick()],
    ...(becomes.length > 0 ? { modeSwitch: { method: 'eject', becomes } } : {}),
    ports: ports(data, at),
    init: [{ send: 'AT+CFUN=1', because: 'it may wake with the radio off' }],
  };
};

const reachable = (cdRom: string, products: readonly string[]): readonly string[] =>
  (storages[cdRom] ?? []).filter((product) => products.includes(product));

/** Where interface 0 is neither of the two it is the diagnostic port, which never answers AT (oFono; the MF627 of the thread). */
const ports = (data: number, at: number): DeviceSource['ports'] => ({
  ...(data === 0 || at === 0 ? {} : { 0: 'diag' }),
  [at]: 'at',
  [data]: 'data',
});

const twoDigits = (number: number): string => String(number).padStart(2, '0');
