import * as v from 'valibot';
import { type AtAnswer, type AtRequest, atStepSchema } from './at.js';
import { recoveryRuleSchema, ruleSchema } from './rules.js';
import { hex4Schema, twinSchema, usbIdSchema } from './twin.js';
import { portRoles } from './vocabulary.js';

/** The contract's integer: raised when a field is added, so that an older Dialtone refuses what it would not honour. */
export const contractVersion = 1;

const text = v.pipe(v.string(), v.nonEmpty());
export const slugSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and dashes'),
);

/** What a quirk may see: the model and revision that the modem gave, where it did. */
export interface QuirkContext {
  readonly model: string | undefined;
  readonly revision: string | undefined;
}

/**
 * The only code that a plugin may bring: a generator that yields AT requests and is given the answers. It runs in the init
 * stage, on the control port, `when` the modem has woken or the SIM is ready. What it returns is ignored; a throw ends it with a fact.
 */
export interface Quirk {
  readonly id: string;
  readonly because: string;
  readonly when: 'woken' | 'sim-ready';
  readonly run: (context: QuirkContext) => Generator<AtRequest, void, AtAnswer>;
}
const quirkSchema = v.strictObject({
  id: slugSchema,
  because: text,
  when: v.picklist(['woken', 'sim-ready']),
  run: v.custom<Quirk['run']>((value) => typeof value === 'function', 'a generator function'),
});

/** How a stick is told to leave its CD-ROM mode, and the product ids (same vendor) it may come back with. */
export const modeSwitchSchema = v.variant('method', [
  v.strictObject({ method: v.literal('eject'), becomes: v.pipe(v.array(hex4Schema), v.nonEmpty()) }),
  v.strictObject({
    method: v.literal('message'),
    /** A bulk-only command block wrapper, 31 bytes as hexadecimal. */
    message: v.pipe(v.string(), v.regex(/^55534243[0-9a-f]{54}$/, 'a 31-byte command block wrapper in hexadecimal')),
    becomes: v.pipe(v.array(hex4Schema), v.nonEmpty()),
  }),
]);
export type ModeSwitch = v.InferOutput<typeof modeSwitchSchema>;

/**
 * What an unsolicited line with this prefix means: `drop` is swallowed, `mode` reports the access technology. Where a stick has numbers for it, as
 * Huawei's `^MODE:5,4`, `{ mode: { '5,4': 'UMTS' } }` gives the words; what is not in that table is told as it stands.
 */
export const unsolicitedMeanings = ['drop', 'mode'] as const;
const unsolicitedSchema = v.union(
  [v.picklist(unsolicitedMeanings), v.strictObject({ mode: v.record(text, text) })],
  '"drop", "mode", or { mode: … } with a word for what the stick says',
);
export type UnsolicitedMeaning = v.InferOutput<typeof unsolicitedSchema>;

const contributions = {
  /** AT commands sent once a walk, in order, after the modem is identified. */
  init: v.optional(v.array(atStepSchema)),
  /** Line prefix up to and including the colon → meaning. */
  unsolicited: v.optional(v.record(v.pipe(v.string(), v.regex(/^[+^%$*]?[A-Z0-9 ]+:?$/)), unsolicitedSchema)),
  recovery: v.optional(v.array(recoveryRuleSchema)),
  diagnoses: v.optional(v.array(ruleSchema)),
  quirks: v.optional(v.array(quirkSchema)),
};

export const deviceSchema = v.strictObject({
  id: slugSchema,
  model: text,
  /** Where each fact comes from. */
  source: text,
  match: v.strictObject({
    usb: v.pipe(v.array(usbIdSchema), v.nonEmpty()),
    /** Second stage for shared ids: what +CGMM must say (compared without regard to case). Absent: any. */
    model: v.optional(v.pipe(v.array(text), v.nonEmpty())),
  }),
  modeSwitch: v.optional(modeSwitchSchema),
  /** USB interface number → role. An interface that is not named is never opened. */
  ports: v.record(v.pipe(v.string(), v.regex(/^(0|[1-9]\d?)$/, 'a USB interface number')), v.picklist(portRoles)),
  ...contributions,
  twin: v.optional(twinSchema),
});
export type DeviceDefinition = v.InferOutput<typeof deviceSchema>;

/** A named piece that a device definition may extend: the lists are joined, the trait's first. */
export type Trait = Pick<DeviceDefinition, 'init' | 'unsolicited' | 'recovery' | 'diagnoses' | 'quirks'>;

export const devicePluginSchema = v.strictObject({
  $schema: v.optional(v.string()),
  contract: v.literal(contractVersion),
  vendor: text,
  devices: v.pipe(v.array(deviceSchema), v.nonEmpty()),
});
export type DevicePlugin = v.InferOutput<typeof devicePluginSchema>;

/** A device as its author writes it: a definition, and the traits that it extends. */
export type DeviceSource = DeviceDefinition & { readonly extends?: readonly Trait[] };

/**
 * Makes a device plugin out of what its author wrote: traits are folded in. It does not check; the host does, with
 * `devicePluginSchema`, when it loads the package.
 */
export const defineDevicePlugin = (plugin: {
  readonly contract: typeof contractVersion;
  readonly vendor: string;
  readonly devices: readonly DeviceSource[];
}): DevicePlugin => ({ ...plugin, devices: plugin.devices.map(foldTraits) });

const foldTraits = ({ extends: traits = [], ...device }: DeviceSource): DeviceDefinition =>
  traits.reduceRight(withTrait, device);

const withTrait = (device: DeviceDefinition, trait: Trait): DeviceDefinition => ({
  ...device,
  ...joined(trait, device, 'init'),
  ...joined(trait, device, 'recovery'),
  ...joined(trait, device, 'diagnoses'),
  ...joined(trait, device, 'quirks'),
  ...(trait.unsolicited || device.unsolicited ? { unsolicited: { ...trait.unsolicited, ...device.unsolicited } } : {}),
});

const joined = <K extends 'init' | 'recovery' | 'diagnoses' | 'quirks'>(
  trait: Trait,
  device: Trait,
  field: K,
): Trait => (trait[field] || device[field] ? { [field]: [...(trait[field] ?? []), ...(device[field] ?? [])] } : {});
