import type { AuthMethod, CarrierPack, DeviceDefinition } from '@dialtone/plugins';
import type { AtChannel } from '../at/at-channel.js';
import type { ByteStream } from '../at/byte-stream.js';
import type { Resolved } from '../facts/fact.js';
import type { Contributed, PppLink, UsbDevice } from './tools.js';

/** A stick is on the bus. */
export interface Plugged {
  readonly plugged: UsbDevice;
}
/** Plugins know it: `candidates` share its id, `device` is the best of them so far. */
export interface Detected extends Plugged {
  readonly candidates: readonly Contributed<DeviceDefinition>[];
  readonly device: Contributed<DeviceDefinition>;
}
/** It is in modem mode; `usb` is what the bus shows now. */
export interface Switched extends Detected {
  readonly usb: UsbDevice;
}
/** We know which port is for commands and which for data (the same one on single-port sticks), and hold the control port open. */
export interface Ported extends Switched {
  readonly controlPort: PortPlace;
  readonly dataPort: PortPlace;
  readonly control: AtChannel;
}
export interface PortPlace {
  readonly port: number;
  readonly path: string;
}
/** The modem is awake, identified, unlocked, registered, and the context is defined. */
export interface Ready extends Ported {
  readonly modem: ModemIdentity;
  readonly carrier: Contributed<CarrierPack> | undefined;
  /** The SIM's IMSI: only ever given to the memory, which hashes it. */
  readonly sim: string | undefined;
  readonly plan: Plan;
}
export interface ModemIdentity {
  readonly manufacturer: string | undefined;
  readonly model: string | undefined;
  readonly revision: string | undefined;
}
/** The modem said CONNECT; `call` is the raw stream behind it. */
export interface Dialled extends Ready {
  readonly call: ByteStream;
}
/** IP flows. */
export interface Online extends Dialled {
  readonly link: PppLink;
  readonly address: string;
  readonly dns: readonly string[];
}

/** What will be dialled, and who said each value. */
export interface Plan {
  /** Absent when nobody knows one: the modem's stored contexts are left as they are. */
  readonly apn: Resolved<string> | undefined;
  readonly profile: string | undefined;
  readonly user: Resolved<string> | undefined;
  /** Never reported. */
  readonly password: string | undefined;
  readonly auth: readonly AuthMethod[];
  readonly number: Resolved<string>;
  readonly cid: Resolved<number>;
  readonly dialLimitMs: number;
  readonly ipcpLimitMs: number;
  /** Position in the list of APNs that may be tried, from 1, and its length. */
  readonly attempt: number;
  readonly of: number;
}
