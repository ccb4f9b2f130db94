import type { CarrierPack, DeviceDefinition, StageName, Twin, VirtualNetwork } from '@dialtone/plugins';

/** What the network's end of a call does. */
export type PeerBehaviour =
  | 'answers'
  /** Not one byte, whatever is sent. */
  | 'mute'
  /** Asks for LCP again and again and answers nothing. */
  | 'lcp-silent'
  | 'auth-refused'
  /** Corrects the name servers to placeholders for ever: there is no context behind the call. */
  | 'nak-loop'
  /** To placeholders at first, then to the real ones. */
  | 'placeholder'
  /** Names an address, and another one to whoever asks for it. */
  | 'conflict';

/**
 * Everything that decides how the virtual stick and its network behave. It starts as what the twin and the carrier pack say, and
 * each misbehaviour of the stack changes a piece of it; nothing else in the simulator knows that misbehaviours exist.
 */
export interface Personality {
  readonly twin: Twin;
  readonly network: VirtualNetwork;
  readonly delays: Twin['delays'];
  /** APNs that bring a context up, in lower case. */
  readonly accepts: readonly string[];
  /** Dial strings that the call is taken for; `N` stands for a context's number. */
  readonly numbers: readonly string[];
  readonly at: {
    readonly echoStuck: boolean;
    /** Output leaves in pieces of a few bytes, with time between them. */
    readonly pieces: boolean;
    readonly swallowsFirst: boolean;
    /** How long the first +CPIN? takes in milliseconds, where it is late. */
    readonly lateReplyMs: number | undefined;
    /** Old text that greets whoever opens a port. */
    readonly greeting: string;
    readonly deafData: boolean;
    readonly hungAtFirst: boolean;
  };
  readonly sim: {
    readonly present: boolean;
    readonly pin: string | undefined;
    readonly blocked: boolean;
    readonly busyMs: number;
  };
  readonly radio: {
    readonly staysOff: boolean;
    readonly covered: boolean;
    /** How many times, counted over the life of the world, the radio is switched on in vain. */
    readonly deniedTimes: number;
  };
  /** A context that the modem keeps for itself: it is listed and cannot be changed. */
  readonly reserved: { readonly cid: number; readonly apn: string } | undefined;
  readonly call: {
    readonly refusedWith: 'NO CARRIER' | 'BUSY' | 'ERROR' | undefined;
    readonly peer: PeerBehaviour;
    /** Milliseconds after CONNECT, each `undefined` for never. */
    readonly lostAfterMs: number | undefined;
    readonly deafAfterMs: number | undefined;
    readonly terminatesAfterMs: number | undefined;
  };
  readonly usb: {
    /** Whether it comes back from a mode switch. */
    readonly returns: boolean;
    /** What a second switch of the same plug does. */
    readonly secondSwitch: 'ignored' | 'loses-ttys';
    readonly portsHeld: boolean;
    /** The stage in which somebody pulls it out. */
    readonly unplugAt: StageName | undefined;
  };
}

/** The well-behaved stick: a device's twin on a carrier's network. Throws when either has no simulation. */
export const wellBehaved = (device: DeviceDefinition, carrier: CarrierPack): Personality => {
  const { twin } = device;
  const network = carrier.simulation;
  if (twin === undefined) throw new Error(`${device.id} has no twin, so it cannot be simulated`);
  if (network === undefined) throw new Error(`${carrier.id} has no simulation, so it cannot be simulated`);
  return {
    twin,
    network,
    delays: twin.delays,
    accepts: (network.accepts ?? carrier.profiles.map((profile) => profile.apn)).map((apn) => apn.toLowerCase()),
    numbers: network.numbers ?? ['*99#', '*99***N#'],
    ...goodManners,
  };
};

const goodManners = {
  at: {
    echoStuck: false,
    pieces: false,
    swallowsFirst: false,
    lateReplyMs: undefined,
    greeting: '',
    deafData: false,
    hungAtFirst: false,
  },
  sim: { present: true, pin: undefined, blocked: false, busyMs: 0 },
  radio: { staysOff: false, covered: true, deniedTimes: 0 },
  reserved: undefined,
  call: {
    refusedWith: undefined,
    peer: 'answers',
    lostAfterMs: undefined,
    deafAfterMs: undefined,
    terminatesAfterMs: undefined,
  },
  usb: { returns: true, secondSwitch: 'ignored', portsHeld: false, unplugAt: undefined },
} as const;
