import type { AuthMethod, CarrierPack, DeviceDefinition, ModeSwitch, StageName, UsbId } from '@dialtone/plugins';
import type { Observable, SchedulerLike } from 'rxjs';
import type { AtChannel } from '../at/at-channel.js';
import type { ByteStream } from '../at/byte-stream.js';
import type { FactBody, Probe } from '../facts/fact.js';
import type { StickIdentity } from '../facts/stick-identity.js';
import type { Wanted } from '../facts/wanted.js';
import type { PppEvent } from '../ppp/ppp-event.js';
import type { Limits } from './limits.js';

/** A USB device as the bus shows it now. */
export interface UsbDevice extends UsbId {
  /** Bus path such as `1-3`: the identity of a plugged stick, never vendor:product and never ttyUSBn. */
  readonly path: string;
  readonly interfaces: readonly UsbInterface[];
  /** The kernel's own name of it, e.g. `/sys/devices/pci0000:00/0000:00:14.0/usb1/1-3`; absent where no kernel has it. */
  readonly sysfs?: string;
}
export interface UsbInterface {
  readonly number: number;
  readonly kind: 'serial' | 'storage' | 'other';
  /** The kernel's driver that has claimed it, e.g. `option`; `none` while nobody has; absent where nobody can tell. */
  readonly driver?: string;
  /** Where the kernel put its tty, e.g. `/dev/ttyUSB2`; absent while there is none. */
  readonly tty?: string;
}

/** The USB bus as stages may use it. */
export interface Usb {
  /** What is plugged at this path: the present state first, then each change; `undefined` while nothing is there. */
  readonly at$: (path: string) => Observable<UsbDevice | undefined>;
  /**
   * Sees to it that the switch is sent, by the system or by ourselves, says what it did, and completes; the return is for the caller to
   * watch. Errors with Exit `modeswitch.no-tool` or `modeswitch.refused`.
   */
  readonly switchMode: (device: UsbDevice, recipe: ModeSwitch) => Observable<FactBody>;
  /**
   * Makes a driver claim these serial interfaces of a stick that we know, says so, and completes; the ttys are for the caller to watch.
   * Where it cannot, it says nothing. Never errors.
   */
  readonly bindDriver: (device: UsbDevice, interfaces: readonly number[]) => Observable<FactBody>;
  /** Makes the bus reset the device and completes. */
  readonly reset: (path: string) => Observable<never>;
}

/** The ports of this stick. Only interfaces that the definition gives a role are ever opened. */
export interface Ports {
  /** Opens the control port once and keeps it until the stick leaves or is reset. Errors with Exit `port-select.*`. */
  readonly control: (at: { readonly port: number; readonly path: string }) => Observable<AtChannel>;
  /** Opens the data port for this walk; it is closed (and so hung up) when the walk ends. */
  readonly data: (at: { readonly port: number; readonly path: string }) => Observable<AtChannel>;
}

/** A call that is up, for the engine to run PPP on. */
export interface PppCall {
  readonly data: ByteStream;
  readonly user: string;
  readonly password: string;
  /** Methods that may be used when the peer asks for authentication. */
  readonly auth: readonly AuthMethod[];
}

/** A link that carries IP. */
export interface PppLink {
  readonly engine: string;
  /** The kernel interface; absent when the link lives inside the process. */
  readonly interface?: string;
  /** Asks one echo and one name of the link, bound to it. Always gives one result within the limit. */
  readonly probe: (limitMs: number) => Observable<Probe>;
}

/** One of two: `pppd` where the kernel has PPP, `userspace` everywhere. */
export interface PppEngine {
  readonly name: string;
  /** Why this one was taken, in a few words. */
  readonly because: string;
  /**
   * Runs PPP on a call: what happens, and the link once it carries IP. Completes after `ended`. Unsubscribing ends the link
   * politely; the stick's next walk waits for that end.
   */
  readonly run: (call: PppCall) => Observable<PppEvent | { readonly kind: 'link'; readonly link: PppLink }>;
}

/** The machine's own network, as far as a link may use it. */
export interface HostNetwork {
  /**
   * Sends the machine's traffic and names through a link, and completes when both are set. What was set is reported, and taken back,
   * with the walk. Never errors: a link without it is a link still.
   */
  readonly use: (link: LinkInUse) => Observable<never>;
}
export interface LinkInUse {
  readonly interface: string;
  readonly address: string;
  readonly peer: string;
  readonly dns: readonly string[];
}

/** A contribution and the short name of the plugin that made it. */
export interface Contributed<T> {
  readonly plugin: string;
  readonly value: T;
}

/** What the loaded plugins know. Asked at the time of use: plugins come and go while sticks are plugged. */
export interface Catalog {
  readonly devices: () => readonly Contributed<DeviceDefinition>[];
  readonly carriers: () => readonly Contributed<CarrierPack>[];
  /** Short names of the plugins that the user chose: where two claim the same stick, one of these has it. */
  readonly pinned: () => readonly string[];
  /** A number for what is known now first, then another behind each change. */
  readonly edition$: Observable<number>;
}

/** What earlier walks learnt. Keys that name a SIM or a stick are hashed before they are stored. */
export interface Memory {
  /** What this model and firmware answered to a capability query, e.g. `+CGAUTH=?`. */
  readonly answers: (model: string, revision: string) => Readonly<Record<string, readonly string[]>>;
  readonly keepAnswers: (model: string, revision: string, answers: Readonly<Record<string, readonly string[]>>) => void;
  /** The APN that last worked with this SIM (ICCID or IMSI, hashed by the memory). */
  readonly profile: (sim: string) => { readonly carrier: string; readonly apn: string } | undefined;
  readonly keepProfile: (sim: string, profile: { readonly carrier: string; readonly apn: string }) => void;
  /** Whether this PIN was refused by this SIM before, or was sent and nobody knows what became of it. */
  readonly pinRefused: (sim: string, pin: string) => boolean;
  /** Written before the PIN is sent: whatever ends us meanwhile, it is not sent a second time. */
  readonly keepRefusedPin: (sim: string, pin: string) => void;
  /** The SIM took it. */
  readonly forgetRefusedPin: (sim: string, pin: string) => void;
  /** Whether NetworkManager has been offered a profile for this SIM, whatever has become of it since. */
  readonly profileOffered: (sim: string) => boolean;
  readonly keepProfileOffered: (sim: string) => void;
}

/** Doors already passed, by stage or init step: what each learnt. */
export interface Stamps {
  /** What a passed door learnt; the caller knows its type, since only that door sets it. */
  readonly get: <Learnt extends object>(door: string) => Learnt | undefined;
  readonly enter: (door: string) => void;
  readonly set: (door: string, learnt: object) => void;
}

/** Everything a stage may touch. */
export interface StageTools {
  readonly clock: SchedulerLike;
  readonly limits: Limits;
  /** `door`: the one whose fact it is, where that is not the one entered last (steps that run side by side). */
  readonly report: (fact: FactBody, door?: string) => void;
  /** What may be in no fact: who the modem and its subscriber are. */
  readonly learn: (identity: StickIdentity) => void;
  /** Tells where the walk stands; facts reported from now on carry it. */
  readonly enter: (stage: StageName) => void;
  /** The level in force first, then each change. */
  readonly wanted$: Observable<Wanted>;
  readonly usb: Usb;
  /** Says that the stick will leave the bus and come back: its absence is no unplug until limits.reenumerate. */
  readonly announceAbsence: () => void;
  readonly ports: Ports;
  readonly engine: PppEngine;
  readonly network: HostNetwork;
  readonly catalog: Catalog;
  readonly memory: Memory;
  readonly stamps: Stamps;
  /** How many profiles of the plan have failed in a row: 0 tries the best. */
  readonly profilesTried: () => number;
}
