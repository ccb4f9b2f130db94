import * as v from 'valibot';
import { authMethods } from './vocabulary.js';

const text = v.pipe(v.string(), v.nonEmpty());
const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(600_000));
/** Half of a USB id. */
export const hex4Schema = v.pipe(v.string(), v.regex(/^[0-9a-f]{4}$/, 'four lower-case hexadecimal digits'));

/** A USB id as four lower-case hexadecimal digits each. */
export const usbIdSchema = v.strictObject({ vendor: hex4Schema, product: hex4Schema });
export type UsbId = v.InferOutput<typeof usbIdSchema>;

/** How one AT command of the twin is answered: information lines, then OK, ERROR, or a +CME ERROR with this number. */
export const twinReplySchema = v.strictObject({
  lines: v.optional(v.array(v.string())),
  error: v.optional(v.union([v.literal('ERROR'), v.number()])),
});
export type TwinReply = v.InferOutput<typeof twinReplySchema>;

/**
 * A device's virtual twin: what the simulated stick is made of. The simulator brings a generic 3GPP modem (SIM, registration,
 * contexts, dial); the twin says what this model does differently.
 */
export const twinSchema = v.strictObject({
  /** Where these facts come from: datasheet, record, thread. */
  source: text,
  /** The id it is plugged with; absent when it needs no mode switch. */
  arrivesAs: v.optional(usbIdSchema),
  /** Which switch makes it leave and come back in modem mode. Required with `arrivesAs`. */
  switchedBy: v.optional(v.picklist(['eject', 'message'])),
  /** The id in modem mode. */
  modem: usbIdSchema,
  interfaces: v.array(
    v.strictObject({
      number: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(31)),
      kind: v.picklist(['serial', 'storage']),
      /** `at` answers commands, `data` also dials, `nothing` never answers. */
      answers: v.picklist(['at', 'data', 'nothing']),
    }),
  ),
  /** What +CFUN? says when it has just been powered: 0 or 4 (radio off), 1 (on). */
  functionalityAtPowerUp: v.picklist([0, 1, 4]),
  /**
   * Command without `AT`, upper case, as typed up to its end (e.g. `+CGMM`, `+CPMS?`, `+ZSNT=?`) → answer; it goes before the
   * generic modem's. `{pinRetries}`, `{pukRetries}` and `{mode}` stand for the twin's state.
   */
  replies: v.record(text, twinReplySchema),
  /** Lines it says unasked from power-up on, and the command that stops them. After `hangsAfter` of them it answers nothing until USB reset. */
  noise: v.optional(
    v.array(
      v.strictObject({
        line: text,
        everyMs: v.pipe(v.number(), v.minValue(50)),
        silencedBy: v.optional(text),
        hangsAfter: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
      }),
    ),
  ),
  /** What it says, unasked, each time its radio changes mode; `{mode}` is the network's mode. */
  modeReport: v.optional(text),
  delays: v.strictObject({
    /** One AT command. */
    commandMs: milliseconds,
    /** From the switch to the return in modem mode. */
    reenumerateMs: milliseconds,
    /** From radio on (or power-up with the radio on) to registered. */
    registerMs: milliseconds,
    /** From ATD to CONNECT. */
    dialMs: milliseconds,
  }),
});
export type Twin = v.InferOutput<typeof twinSchema>;

const address = v.pipe(v.string(), v.ipv4());

/** How a carrier's network behaves in simulation. */
export const virtualNetworkSchema = v.strictObject({
  source: text,
  operator: v.strictObject({ long: text, short: text }),
  /** The serving network's MCC and MNC; also the home of the virtual SIM. */
  mccmnc: v.pipe(v.string(), v.regex(/^\d{5,6}$/, 'MCC and MNC: five or six digits')),
  /** APNs that bring up a data context; default: those of the profiles. */
  accepts: v.optional(v.array(text)),
  /** Dial strings the call is taken for; default: *99# and *99***N#. */
  numbers: v.optional(v.array(text)),
  /** Voice (+CREG) and packet (+CGREG) registration status once registered, as in TS 27.007: 1 home, 3 denied, 5 roaming. */
  registration: v.strictObject({ circuit: v.picklist([1, 2, 3, 5]), packet: v.picklist([1, 2, 3, 5]) }),
  /** `on-request`: packet service is only there after +CGATT=1. Default `automatic`. */
  attach: v.optional(v.picklist(['automatic', 'on-request'])),
  /** The mode that the stick reports once registered, e.g. `UMTS`, `HSDPA`. */
  mode: text,
  /** What the stick's own PPP asks for; it takes any credentials. */
  auth: v.picklist(authMethods),
  address,
  peer: address,
  dns: v.array(address),
});
export type VirtualNetwork = v.InferOutput<typeof virtualNetworkSchema>;
