import type {
  CauseId,
  ExitCode,
  FactName,
  Layer,
  Origin,
  PortRole,
  RecoveryActionName,
  StageName,
} from '@dialtone/plugins';
import type { Door } from './doors.js';
import type { ReadPayloads } from './read-payloads.js';
import type { Level } from './wanted.js';

/** A value of the plan and who said it. `plugin` is the plugin's short name where one did. */
export interface Resolved<T> {
  readonly value: T;
  readonly from: Origin;
  readonly plugin?: string;
}

/** One piece of evidence: the fact, when (ms since start), and the sentence that a person reads. */
export interface Evidence {
  readonly t: number;
  readonly fact: FactName;
  readonly text: string;
  /** Where it was read, if it was not lived. */
  readonly at?: Place;
}

/** A named cause with what it means and one thing to do next. */
export interface Diagnosis {
  readonly id: CauseId;
  readonly layer: Layer;
  /** 0 to 1. */
  readonly confidence: number;
  readonly says: string;
  readonly remedy: string;
  readonly evidence: readonly Evidence[];
}

export interface Probe {
  readonly ok: boolean;
  /** Round trip of the first answered echo in milliseconds; absent when none was. */
  readonly rttMs?: number;
  /** Whether a name server of the link answered a query. */
  readonly names: boolean;
}

export interface OnlineVerdict {
  readonly online: true;
  readonly engine: string;
  /** The kernel interface; absent when the link lives inside the process. */
  readonly interface?: string;
  readonly address: string;
  readonly dns: readonly string[];
  readonly apn: Resolved<string>;
  readonly probe: Probe;
  readonly stages: Readonly<Partial<Record<StageName, number>>>;
  readonly totalMs: number;
}
export interface OfflineVerdict {
  readonly online: false;
  /** Where the walk ended; the cause's own layer may be an earlier one. */
  readonly stage: Layer;
  readonly causes: readonly Diagnosis[];
  readonly totalMs: number;
}
export type Verdict = OnlineVerdict | OfflineVerdict;

interface AtPlace {
  /** USB interface number of the port. */
  readonly port: number;
}

/**
 * What each fact carries. Facts are in the past tense and hold no secret: they are redacted when they are made (see redact.ts).
 * Milliseconds unless a name says otherwise.
 */
export interface FactPayloads extends ReadPayloads {
  'dialtone.started': { readonly version: string; readonly simulate?: string; readonly misbehave?: readonly string[] };
  /** No stick is there; `limitMs` is how long we wait, absent for ever. */
  'dialtone.waiting': { readonly limitMs?: number };
  /** The virtual stick's own delays, so that nobody takes them for ours. */
  'simulation.started': {
    readonly device: string;
    readonly carrier: string;
    readonly place: 'network-namespace' | 'in-process';
    readonly because: string;
    readonly delays: Readonly<Record<string, number>>;
  };
  /** `dialtone simulate`: the stick is on its bus, with these real ttys. `role` is what its plugin takes the interface for. */
  'simulation.plugged': {
    readonly device: string;
    readonly carrier: string;
    readonly vendor: string;
    readonly product: string;
    readonly ports: readonly { readonly interface: number; readonly path: string; readonly role: PortRole }[];
  };
  'simulation.left': object;
  /** `dialtone simulate --usbip`: the stick is offered over USB/IP, as `busid` at this address. */
  'simulation.served': { readonly address: string; readonly tcpPort: number; readonly busid: string };
  /** This machine's own kernel has it, on that port of its virtual host controller. */
  'simulation.attached': { readonly controller: number; readonly port: number };
  /** It came while Dialtone ran; what there is at the start is not told of. `instead`: the version that it replaced. */
  'plugin.loaded': { readonly plugin: string; readonly version: string; readonly instead?: string };
  'plugin.unloaded': { readonly plugin: string };
  'plugin.refused': { readonly plugin: string; readonly because: string };
  'usb.plugged': { readonly vendor: string; readonly product: string };
  'usb.left': { readonly announced: boolean };
  'usb.returned': { readonly vendor: string; readonly product: string; readonly ms: number };
  'stage.entered': object;
  'stage.passed': { readonly ms: number };
  'step.passed': { readonly step: string; readonly ms: number };
  'device.recognised': {
    readonly device: string;
    readonly model: string;
    readonly plugin: string;
    readonly candidates: number;
  };
  'device.refined': { readonly device: string; readonly model: string; readonly plugin: string };
  /** A rule of the system knows this id; it has `limitMs` to switch the stick before we do. `rule` is its file. */
  'modeswitch.awaited': { readonly rule: string; readonly limitMs: number };
  'modeswitch.sent': { readonly method: string };
  /** usb_modeswitch ran and ended: its exit status (absent when a signal ended it) and its last line. */
  'modeswitch.tool-ended': { readonly status?: number; readonly said: string };
  /** Nobody had claimed the stick's serial interfaces: `driver` was told to. `id` as given to it, e.g. `19d2 0031 ff`. */
  'driver.bound': { readonly driver: string; readonly id: string };
  /** The driver was told to forget that id; what it has claimed stays claimed. */
  'driver.released': { readonly driver: string; readonly id: string };
  'ports.selected': {
    readonly control: number;
    readonly data: number;
    readonly ports: readonly {
      readonly interface: number;
      readonly role: PortRole;
      readonly path?: string;
      /** The kernel's driver that has claimed it, e.g. `option`. */
      readonly driver?: string;
    }[];
  };
  'port.opened': AtPlace & { readonly path: string };
  /** Another program of ours (pppd) has the tty from here on; DTR stayed up. */
  'port.handed-over': AtPlace & { readonly to: string };
  'port.closed': AtPlace;
  'at.sent': AtPlace & { readonly command: string };
  /** `result` is the final result as printed (`OK`, `+CME ERROR: 14`, `CONNECT`) or `timeout`. */
  'at.replied': AtPlace & {
    readonly command: string;
    readonly lines: readonly string[];
    readonly result: string;
    readonly ok: boolean;
    readonly code?: number;
    readonly ms: number;
  };
  'at.unsolicited': AtPlace & { readonly line: string };
  'modem.identified': { readonly manufacturer?: string; readonly model?: string; readonly revision?: string };
  'sim.state': { readonly state: string };
  'sim.retries': { readonly pin: number; readonly puk?: number };
  'sim.unlocked': object;
  /** The SIM said whose it is; its own numbers are in no fact (see stick-identity.ts). `mccmnc` is its home network where it is known. */
  'sim.read': { readonly mccmnc?: string };
  /** No more than "standby" is wanted: the modem is known, its control port open, and its radio as it was asked for. */
  'standby.reached': { readonly radio: 'on' | 'off' };
  'radio.mode': { readonly mode: string };
  /** `percent` as ModemManager shows it; `dbm` absent when the modem does not know (+CSQ: 99). */
  'signal.measured': { readonly dbm?: number; readonly percent: number };
  /** `domain` is circuit (+CREG), packet (+CGREG) or eps (+CEREG); `status` as in TS 27.007, `registered` for 1 and 5. */
  'registration.changed': {
    readonly domain: 'circuit' | 'packet' | 'eps';
    readonly status: number;
    readonly registered: boolean;
    readonly roaming: boolean;
  };
  /** The network that serves the modem (+COPS?): `code` is MCC and MNC, `technology` as TS 27.007 numbers it (2 UTRAN, 7 E-UTRAN, …). */
  'operator.named': { readonly code?: string; readonly name?: string; readonly technology?: number };
  'carrier.chosen': {
    readonly carrier: string;
    readonly name: string;
    readonly plugin: string;
    readonly mccmnc: string;
  };
  'carrier.unknown': { readonly mccmnc: string };
  'plan.resolved': {
    /** Absent when nobody knows one: what the modem has stored is used as it is. */
    readonly apn?: Resolved<string>;
    readonly profile?: string;
    readonly user?: Resolved<string>;
    readonly passwordSet: boolean;
    /** Every APN of the carrier pack, so that a remedy can name the right one when another was asked for. */
    readonly carrierApns: readonly string[];
    readonly number: Resolved<string>;
    readonly cid: Resolved<number>;
    /** Position in the list of profiles that may be tried, from 1. */
    readonly attempt: number;
    readonly of: number;
  };
  'context.defined': { readonly cid: number; readonly apn: string };
  /** The modem would not store it there. */
  'context.refused': { readonly cid: number; readonly result: string };
  'context.kept': { readonly because: string };
  /** What +CGDCONT? listed. `defined` says whether the dialled context is in it. */
  'context.listed': { readonly cid: number; readonly defined: boolean; readonly apn?: string };
  'context.active': { readonly cid: number; readonly active: boolean };
  /** The modem's own words for why the last call failed (+CEER). `decisive` when they speak of the data context. */
  'modem.cause': { readonly text: string; readonly decisive: boolean };
  'dial.connected': { readonly number: string; readonly text: string };
  'ppp.started': { readonly engine: string; readonly because: string };
  /** A line of pppd's own log, without secrets. */
  'pppd.said': { readonly line: string };
  /** How pppd ended: exit status as pppd(8) lists it and what it means there, or the signal that ended it. */
  'pppd.exited': { readonly status?: number; readonly signal?: string; readonly means: string };
  'ppp.lcp-opened': { readonly auth: string; readonly mru: number };
  'ppp.auth-started': { readonly protocol: string };
  'ppp.auth-succeeded': { readonly protocol: string };
  'ppp.auth-refused': { readonly protocol: string; readonly message: string };
  'ppp.ipcp-sent': { readonly count: number };
  'ppp.ipcp-offered': { readonly address: string; readonly dns: readonly string[]; readonly placeholder: boolean };
  'ppp.protocol-rejected': { readonly protocol: string };
  'ppp.terminate-received': { readonly message: string; readonly up: boolean };
  /** IPCP has brought no address for `ms`; `offered` is what was named there at last, if anything. `causes` are suspected so far. */
  'ppp.silence-suspected': {
    readonly ms: number;
    readonly causes: readonly CauseId[];
    readonly offered?: 'placeholders' | 'address';
  };
  'ppp.up': { readonly address: string; readonly peer: string; readonly dns: readonly string[] };
  'ppp.ended': { readonly because: string };
  'link.attached': { readonly engine: string; readonly interface?: string };
  'link.probed': Probe;
  /** The machine's traffic goes into this link; `metric` 0 is before all others. */
  'route.set': { readonly interface: string; readonly metric: number };
  /** The machine's traffic does not go into this link: a sentence. */
  'route.not-set': { readonly interface: string; readonly because: string };
  'route.removed': { readonly interface: string };
  'dns.set': { readonly by: string; readonly interface: string; readonly servers: readonly string[] };
  /** Nothing on this machine takes name servers; they are named for whoever wants to set them. */
  'dns.not-set': { readonly servers: readonly string[]; readonly because: string };
  'dns.removed': { readonly by: string; readonly interface: string };
  online: object;
  'walk.started': object;
  'walk.ended': { readonly exit: ExitCode; readonly detail?: string };
  'recovery.chosen': {
    readonly action: RecoveryActionName;
    readonly on: ExitCode;
    readonly count: number;
    readonly upTo: number;
    readonly waitMs: number;
    readonly saidBy: string;
  };
  /** Recovery has nothing left; after `waitMs`, or a replug, everything is tried again. */
  'recovery.exhausted': { readonly on: ExitCode; readonly waitMs: number };
  /** NetworkManager was given a profile for this SIM, once: `name` is what nmcli shows. */
  'profile.offered': { readonly name: string; readonly uuid: string };
  'profile.not-offered': { readonly because: string };
  /** Dialtone answers on the system bus under this name. */
  'bus.joined': { readonly name: string };
  'bus.lost': object;
  'memory.used': { readonly what: 'answers' | 'profile'; readonly detail: string };
  'memory.kept': { readonly what: 'answers' | 'profile'; readonly detail: string };
  /** What was learnt could not be read or cannot be written: a sentence. */
  'memory.failed': { readonly because: string };
  /** Something that an earlier Dialtone could not give back any more was found and taken away. */
  'leftover.removed': { readonly what: string };
  /** `from`: the door from which the corridor is walked again for it, e.g. `init/register`. */
  'wanted.changed': { readonly level: Level; readonly from?: Door };
  verdict: Verdict;
}

/** A fact's name and payload, before the journal stamps it. */
export type FactBody = { [N in FactName]: { readonly fact: N } & FactPayloads[N] }[FactName];

/**
 * What happened. `t` is milliseconds since the process began, `stick` the USB bus path it happened on, `stage` where the walk
 * then stood, `at` the line of a log that it was read from and not lived
 * (`seen` where several make it up).
 */
export type Fact = FactBody & {
  readonly t: number;
  readonly stick?: string;
  readonly stage?: Layer;
  readonly at?: Place;
  readonly seen?: readonly Place[];
};

/** A line of a file, from 1; `text` is the line without secrets. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}
export type FactOf<N extends FactName> = Extract<Fact, { readonly fact: N }>;
