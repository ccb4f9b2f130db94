import type { FactPayloads } from '../../facts/fact.js';

/** What a descriptor says of an interface, as numbers. */
export interface UsbInterface {
  readonly kind: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** What a cellular device is by its interfaces, where they leave no doubt: a disc alone, or a network adapter with nothing that could be a serial port. */
export const modeOfInterfaces = (
  interfaces: readonly UsbInterface[],
): FactPayloads['usb.described']['mode'] | undefined => {
  if (interfaces.length === 0) return undefined;
  if (interfaces.every(isDisc)) return 'storage';
  return interfaces.some(isNetwork) && !interfaces.some(mayBeSerial) ? 'network' : undefined;
};

const communications = 0x02;
const storage = 0x08;
const wireless = 0xe0;
const ofVendor = 0xff;
/** Ethernet, network control (NCM) and mobile broadband (MBIM), by USB's class for communications. */
const networks: readonly number[] = [0x06, 0x0d, 0x0e];
const serial = 0x02;

const isDisc = ({ kind }: UsbInterface): boolean => kind === storage;
/** RNDIS has no number of its own: it stands as a modem of its maker's protocol, or as wireless. */
const isRndis = ({ kind, subclass, protocol }: UsbInterface): boolean =>
  (kind === communications && subclass === serial && protocol === ofVendor) ||
  (kind === wireless && subclass === 0x01 && protocol === 0x03);
const isNetwork = (one: UsbInterface): boolean =>
  isRndis(one) || (one.kind === communications && networks.includes(one.subclass));
const mayBeSerial = (one: UsbInterface): boolean =>
  one.kind === ofVendor || (one.kind === communications && one.subclass === serial && !isRndis(one));

/**
 * A Huawei with a function for NCM whose serial interfaces are for commands or for diagnosis, and none a modem's: it carries no PPP. Its protocols, of
 * three brands: 01, 10, 31, 61 a modem; 02, 12, 32, 62 commands; 03, 13, 33, 63 diagnosis; 16, 46, 76 NCM.
 */
export const hasNoPpp = (vendor: string, interfaces: readonly UsbInterface[]): boolean => {
  const own = interfaces.filter(({ kind, subclass }) => kind === ofVendor && subclass >= 1 && subclass <= 3);
  const others = own.filter(({ protocol }) => !huaweiNcm.includes(protocol));
  return (
    vendor === '12d1' &&
    others.length > 0 &&
    others.length < own.length &&
    others.every(({ protocol }) => huaweiNoModem.includes(protocol))
  );
};
const huaweiNcm: readonly number[] = [0x16, 0x46, 0x76];
const huaweiNoModem: readonly number[] = [0x02, 0x12, 0x32, 0x62, 0x03, 0x13, 0x33, 0x63];
