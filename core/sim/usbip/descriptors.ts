import type { Twin } from '@dialtone/plugins';
import type { UsbDevice } from '../../pipeline/tools.js';
import type { Listed } from './protocol.js';

/** What a stick says of itself, and which endpoint belongs to which of its interfaces. */
export interface Descriptors {
  readonly device: Uint8Array;
  readonly configuration: Uint8Array;
  /** By index; 0 is the list of languages. */
  readonly strings: readonly Uint8Array[];
  readonly interfaces: readonly InterfaceDescription[];
}

export interface InterfaceDescription {
  /** Numbers may have gaps. */
  readonly number: number;
  readonly kind: 'serial' | 'storage';
  /** Class, subclass and protocol. */
  readonly classes: readonly [number, number, number];
  /** Endpoint numbers, 1 to 15; absent where the interface has none. `notify` is an interrupt endpoint that tells of line states. */
  readonly endpoints: { readonly in?: number; readonly out?: number; readonly notify?: number };
}

/** Bytes of a bulk packet at high speed. */
export const bulkPacket = 512;
const notifyPacket = 16;

/**
 * A stick as it is on its bus now, as USB descriptors at high speed: serial interfaces are the vendor's own class, as `option` wants them,
 * and the one that dials tells of its line states. A serial interface that has lost its tty has no endpoint, so that no driver takes it.
 * Throws where the interfaces need more endpoints than USB has.
 */
export const describe = (device: UsbDevice, twin: Twin): Descriptors => {
  const interfaces = withEndpoints(device, twin);
  return {
    device: deviceDescriptor(device),
    configuration: configurationDescriptor(interfaces),
    strings: stringsOf(device),
    interfaces,
  };
};

/** How a USB/IP server lists it. */
export const listed = (busid: string, { device, interfaces }: Descriptors): Listed => {
  const view = Buffer.from(device);
  return {
    busid,
    vendor: view.readUInt16LE(8),
    product: view.readUInt16LE(10),
    interfaces: interfaces.map(({ classes }) => classes),
  };
};

const withEndpoints = ({ interfaces }: UsbDevice, twin: Twin): readonly InterfaceDescription[] => {
  let inward = 0;
  let outward = 0;
  const next = (number: number): number => {
    if (number > 15) throw new Error('a USB device has fifteen endpoints each way, and this stick needs more');
    return number;
  };
  const bulk = () => {
    inward += 1;
    outward += 1;
    return { in: next(inward), out: next(outward) };
  };
  const notify = () => {
    inward += 1;
    return next(inward);
  };
  const dials = (number: number) =>
    twin.interfaces.some((one) => one.number === number && one.kind === 'serial' && one.answers === 'data');
  return interfaces.flatMap(({ number, kind, tty }): readonly InterfaceDescription[] => {
    if (kind === 'storage') return [{ number, kind, classes: massStorage, endpoints: bulk() }];
    if (kind !== 'serial') return [];
    if (tty === undefined) return [{ number, kind, classes: vendorSpecific, endpoints: {} }];
    const endpoints = { ...bulk(), ...(dials(number) ? { notify: notify() } : {}) };
    return [{ number, kind, classes: vendorSpecific, endpoints }];
  });
};

/** SCSI commands over bulk-only transport. */
const massStorage = [0x08, 0x06, 0x50] as const;
const vendorSpecific = [0xff, 0xff, 0xff] as const;

/** USB 2.0, table 9-8. The indices of the strings are the MF627's own (dmesg in the thread). */
const deviceDescriptor = ({ vendor, product }: UsbDevice): Uint8Array => {
  const bytes = Buffer.from([18, 1, 0x00, 0x02, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 2, 1, 3, 1]);
  bytes.writeUInt16LE(Number.parseInt(vendor, 16), 8);
  bytes.writeUInt16LE(Number.parseInt(product, 16), 10);
  return bytes;
};

/** Tables 9-10, 9-12 and 9-13: one configuration, powered by the bus with 500 mA. */
const configurationDescriptor = (interfaces: readonly InterfaceDescription[]): Uint8Array => {
  const body = Buffer.concat(interfaces.map(interfaceDescriptor));
  const head = Buffer.from([9, 2, 0, 0, interfaces.length, 1, 0, 0x80, 250]);
  head.writeUInt16LE(head.length + body.length, 2);
  return Buffer.concat([head, body]);
};

const interfaceDescriptor = ({ number, classes, endpoints }: InterfaceDescription): Uint8Array => {
  const all = [
    ...(endpoints.notify === undefined ? [] : [endpoint(0x80 | endpoints.notify, interrupt, notifyPacket, 5)]),
    ...(endpoints.in === undefined ? [] : [endpoint(0x80 | endpoints.in, bulkType, bulkPacket, 0)]),
    ...(endpoints.out === undefined ? [] : [endpoint(endpoints.out, bulkType, bulkPacket, 0)]),
  ];
  return Buffer.concat([Buffer.from([9, 4, number, 0, all.length, ...classes, 0]), ...all]);
};

const bulkType = 2;
const interrupt = 3;

const endpoint = (address: number, type: number, packet: number, interval: number): Uint8Array =>
  Buffer.from([7, 5, address, type, packet & 0xff, packet >> 8, interval]);

const stringsOf = ({ vendor }: UsbDevice): readonly Uint8Array[] => {
  const { manufacturer, product } = names[vendor] ?? { manufacturer: 'Dialtone', product: 'Virtual stick' };
  return [Buffer.from([4, 3, 0x09, 0x04]), ...[product, manufacturer, '1234567890ABCDEF'].map(stringDescriptor)];
};

/** As sticks of these vendors name themselves. ZTE: dmesg in the thread, serial number included. */
const names: Readonly<Record<string, { readonly manufacturer: string; readonly product: string }>> = {
  '19d2': { manufacturer: 'ZTE,Incorporated', product: 'ZTE CDMA Technologies MSM' },
};

const stringDescriptor = (text: string): Uint8Array => {
  const letters = Buffer.from(text, 'utf16le');
  return Buffer.concat([Buffer.from([2 + letters.length, 3]), letters]);
};
