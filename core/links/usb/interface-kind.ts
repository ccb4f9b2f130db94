import type { UsbInterface } from '../../pipeline/tools.js';

/** What the kernel tells of an interface; class, subclass and protocol as two hexadecimal digits each. */
export interface InterfaceFacts {
  readonly class: string;
  readonly subclass: string;
  readonly protocol: string;
  /** `none` while nobody has claimed it, undefined where nobody can tell. */
  readonly driver: string | undefined;
  readonly hasTty: boolean;
}

/** What an interface is good for. A vendor's own class says nothing, so its driver is asked, and while it has none it may be serial. */
export const interfaceKind = (facts: InterfaceFacts): UsbInterface['kind'] => {
  if (facts.class === massStorage) return 'storage';
  if (facts.hasTty || isSerialDriver(facts.driver)) return 'serial';
  if (facts.driver !== undefined && facts.driver !== 'none') return 'other';
  return mayBeSerial(facts) ? 'serial' : 'other';
};

const massStorage = '08';

/**
 * Drivers that nothing but a modem has: theirs is a modem even where no plugin knows its id. Those of cables and boards (cdc_acm,
 * ftdi_sio, pl2303, ch341, cp210x) are not among them: what an unknown one of those drives is none of our business.
 */
const modemDrivers: readonly string[] = ['option', 'sierra', 'qcserial', 'hso', 'ipw'];

/** Drivers that make ttys; a tty itself comes a moment later. */
const isSerialDriver = (driver: string | undefined): boolean =>
  driver !== undefined && [...modemDrivers, 'cdc_acm', 'usbserial_generic'].includes(driver);

/** Android's debug bridge has the vendor's class as well, and is nobody's port. */
const mayBeSerial = ({ class: code, subclass, protocol }: InterfaceFacts): boolean =>
  code === 'ff' ? subclass !== '42' : code === '02' && subclass === '02' && protocol < '07';

export const isModemDriven = ({ kind, driver }: UsbInterface): boolean =>
  kind === 'serial' && driver !== undefined && modemDrivers.includes(driver);
