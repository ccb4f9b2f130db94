import type { Personality } from '../personality.js';
import type { Call } from './call.js';
import type { SimCard } from './sim-card.js';

/** What happens to the virtual modem. Times are the caller's: a started timer comes back as `timer` with its name. */
export type ModemInput =
  /** Somebody opened this interface's port: DTR rises. */
  | { readonly kind: 'opened'; readonly port: number }
  /** The last user closed it: DTR falls, which ends a call on it. */
  | { readonly kind: 'closed'; readonly port: number }
  | { readonly kind: 'bytes'; readonly port: number; readonly bytes: Uint8Array }
  | { readonly kind: 'timer'; readonly timer: string };

export type ModemOutput =
  /** To whoever has this port open. `piece`: a part of a line, to be delivered on its own. */
  | { readonly kind: 'bytes'; readonly port: number; readonly bytes: Uint8Array; readonly piece: boolean }
  /** Starting a timer that runs restarts it. */
  | { readonly kind: 'start-timer'; readonly timer: string; readonly ms: number }
  | { readonly kind: 'stop-timer'; readonly timer: string }
  /** It leaves the bus and comes back freshly powered (+CFUN=1,1). */
  | { readonly kind: 'reset' }
  /** Something that an onlooker of the corridor can tell its stage from. */
  | { readonly kind: 'moment'; readonly moment: 'command' | 'dialled' | 'ppp' };

/** A new state and what leaves the modem: the shape of every rule in this folder. */
export type Step = readonly [ModemState, readonly ModemOutput[]];

export interface ModemState {
  readonly personality: Personality;
  /** 0 and 4: the radio is off. 1: on. */
  readonly functionality: 0 | 1 | 4;
  readonly lasting: Lasting;
  readonly simBusy: boolean;
  /** Whether the PIN has been given since power-up. */
  readonly unlocked: boolean;
  readonly registration: Registration;
  readonly contexts: readonly Context[];
  readonly ports: Readonly<Record<number, PortState>>;
  readonly dialling: { readonly port: number; readonly cid: number } | undefined;
  readonly call: Call | undefined;
  /** Why the last data call failed, as +CEER says it. */
  readonly cause: string;
  readonly operatorFormat: number;
  readonly noise: readonly Noise[];
  /** It answers nothing any more, until its power is cut. */
  readonly hung: boolean;
  readonly lateReplyGiven: boolean;
}

/** What outlives the modem's power: the card, and what was counted. */
export interface Lasting {
  readonly card: SimCard;
  readonly radioOns: number;
  readonly counts: Counts;
}

/** Command lines, those that were refused, lines that went to a port which answers nothing, dials taken, PINs received. */
export interface Counts {
  readonly commands: number;
  readonly errors: number;
  readonly unanswered: number;
  readonly dials: number;
  readonly pinsSent: number;
}

/** Registration status of TS 27.007: 0 not searching, 1 home, 2 searching, 3 denied, 5 roaming. */
export interface Registration {
  readonly circuit: number;
  readonly packet: number;
  /** Whether packet service has been asked for, by the modem itself or by +CGATT=1. */
  readonly attach: boolean;
}

export interface Context {
  readonly cid: number;
  readonly type: string;
  readonly apn: string;
  readonly active: boolean;
}

export interface PortState {
  readonly number: number;
  readonly answers: 'at' | 'data' | 'nothing';
  readonly open: boolean;
  readonly mode: 'command' | 'dialling' | 'data';
  readonly echo: boolean;
  /** V1: results as words. */
  readonly verbose: boolean;
  /** Q1: no results at all. */
  readonly quiet: boolean;
  /** +CMEE: 0 plain ERROR, 1 numbers, 2 words. */
  readonly errors: number;
  /** +CREG, +CGREG and +CEREG: 0 no unsolicited results, 1 status, 2 with place. */
  readonly reports: { readonly circuit: number; readonly packet: number; readonly eps: number };
  /** The unfinished command line. */
  readonly typed: string;
  /** Lines that wait until the running one is answered. */
  readonly waiting: readonly string[];
  readonly running: string | undefined;
  readonly commandsSeen: number;
}

/** One of the twin's unasked lines. */
export interface Noise {
  readonly line: string;
  readonly everyMs: number;
  readonly silencedBy: string | undefined;
  readonly hangsAfter: number | undefined;
  readonly said: number;
  readonly silenced: boolean;
}

/** Does the second rule after the first and keeps what both let out. */
export const andThen = ([state, outputs]: Step, next: (state: ModemState) => Step): Step => {
  const [after, more] = next(state);
  return [after, [...outputs, ...more]];
};

/** Every rule in turn. */
export const inTurn = (state: ModemState, rules: readonly ((state: ModemState) => Step)[]): Step =>
  rules.reduce<Step>((step, rule) => andThen(step, rule), [state, []]);

export const withPort = (state: ModemState, port: number, change: Partial<PortState>): ModemState => {
  const before = state.ports[port];
  return before === undefined ? state : { ...state, ports: { ...state.ports, [port]: { ...before, ...change } } };
};

export const counted = (state: ModemState, what: keyof Counts): ModemState => ({
  ...state,
  lasting: { ...state.lasting, counts: { ...state.lasting.counts, [what]: state.lasting.counts[what] + 1 } },
});
