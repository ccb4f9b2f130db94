import * as v from 'valibot';
import { atStepSchema } from './at.js';
import { contractVersion, slugSchema } from './device.js';
import { recoveryRuleSchema, ruleSchema } from './rules.js';
import { virtualNetworkSchema } from './twin.js';
import { authMethods } from './vocabulary.js';

const text = v.pipe(v.string(), v.nonEmpty());

/** An access point name: 1 to 100 of [A-Za-z0-9._-]; empty means the subscription's default. */
export const apnSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9._-]{0,100}$/, 'an APN: at most 100 letters, digits, dots, dashes and underscores'),
);

/** A PPP user name or password: printable ASCII without `"`, since it may travel inside an AT command. */
export const credentialSchema = v.pipe(
  v.string(),
  v.regex(/^[\x20\x21\x23-\x7e]{1,127}$/, 'at most 127 printable ASCII characters without a double quote'),
);

export const profileSchema = v.strictObject({
  name: text,
  apn: apnSchema,
  auth: v.strictObject({
    /** Methods that may be used, in order of preference. */
    allow: v.pipe(v.array(v.picklist(authMethods)), v.nonEmpty()),
    user: v.optional(credentialSchema),
    /** Public by nature: what the carrier prints in its leaflet. Never a subscriber's own. */
    password: v.optional(credentialSchema),
  }),
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** A carrier pack: data only, never executed. */
export const carrierSchema = v.strictObject({
  $schema: v.optional(v.string()),
  contract: v.literal(contractVersion),
  id: slugSchema,
  carrier: text,
  /** Where each fact comes from. */
  source: text,
  /** The home networks of its SIMs: MCC and MNC as five or six digits, compared with the IMSI. */
  match: v.strictObject({
    mccmnc: v.pipe(v.array(v.pipe(v.string(), v.regex(/^\d{5,6}$/, 'MCC and MNC: five or six digits'))), v.nonEmpty()),
  }),
  /** In the order in which they are tried. */
  profiles: v.pipe(v.array(profileSchema), v.nonEmpty()),
  /** AT commands sent once a walk, after the carrier is known and before the context is defined. */
  init: v.optional(v.array(atStepSchema)),
  dial: v.optional(
    v.strictObject({
      /** What follows ATD; `{cid}` is the context's number. Default `*99***{cid}#`. */
      number: v.optional(v.pipe(v.string(), v.regex(/^[*#0-9]*(\{cid\})?[*#0-9]*$/))),
      /** Longest wait for CONNECT in seconds; default 60. */
      limitSeconds: v.optional(v.pipe(v.number(), v.minValue(5), v.maxValue(180))),
      /** How long IPCP may stay silent before the walk ends, in seconds; default 30. */
      ipcpLimitSeconds: v.optional(v.pipe(v.number(), v.minValue(10), v.maxValue(120))),
    }),
  ),
  recovery: v.optional(v.array(recoveryRuleSchema)),
  diagnoses: v.optional(v.array(ruleSchema)),
  simulation: v.optional(virtualNetworkSchema),
});
export type CarrierPack = v.InferOutput<typeof carrierSchema>;
