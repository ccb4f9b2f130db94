import { UsageError } from '../facts/usage-error.js';
import { atMisbehaviours } from './misbehaviours/at.js';
import { callMisbehaviours } from './misbehaviours/call.js';
import type { Kind } from './misbehaviours/kind.js';
import { networkMisbehaviours } from './misbehaviours/network.js';
import { simMisbehaviours } from './misbehaviours/sim.js';
import { usbMisbehaviours } from './misbehaviours/usb.js';
import type { Personality } from './personality.js';

/** One thing that goes wrong, ready to be laid upon a personality. */
export interface Misbehaviour {
  readonly name: string;
  /** As it was given, e.g. `reg-slow=30`. */
  readonly text: string;
  readonly apply: (personality: Personality) => Personality;
}

/** Everything that can be called up, by name. */
export const misbehaviours: Readonly<Record<string, Kind>> = {
  ...usbMisbehaviours,
  ...atMisbehaviours,
  ...simMisbehaviours,
  ...networkMisbehaviours,
  ...callMisbehaviours,
};

/** Reads `NAME` or `NAME=VALUE`; otherwise a sentence says what is wrong and what there is. */
export const parseMisbehaviour = (
  text: string,
): { readonly ok: true; readonly misbehaviour: Misbehaviour } | { readonly ok: false; readonly because: string } => {
  const [name = '', ...rest] = text.split('=');
  const value = text.includes('=') ? rest.join('=') : undefined;
  const kind = Object.hasOwn(misbehaviours, name) ? misbehaviours[name] : undefined;
  if (kind === undefined)
    return { ok: false, because: `There is no misbehaviour "${name}". There are: ${allNames()}.` };
  const wrong = wrongValue(kind, value);
  if (wrong !== undefined) return { ok: false, because: `${written(name, kind)} ${wrong}.` };
  return { ok: true, misbehaviour: { name, text, apply: (personality) => kind.apply(personality, value) } };
};

/** The same for who cannot go on without it: throws UsageError with that sentence. */
export const misbehaviourNamed = (text: string): Misbehaviour => {
  const parsed = parseMisbehaviour(text);
  if (!parsed.ok) throw new UsageError(parsed.because);
  return parsed.misbehaviour;
};

/** A misbehaviour as it is typed: with and without a value where both are possible, and with each value that stands for others. */
export const samplesOf = (name: string): readonly string[] => {
  const value = misbehaviours[name]?.takesValue;
  const given = (value?.samples ?? []).map((sample) => `${name}=${sample}`);
  return value?.needed ? given : [name, ...given];
};

const allNames = (): string =>
  Object.entries(misbehaviours)
    .map(([name, kind]) => written(name, kind))
    .join(', ');

/** As a person writes it: `reg-denied[=TIMES]`. */
export const written = (name: string, { takesValue }: Kind): string => {
  if (takesValue === undefined) return name;
  return takesValue.needed ? `${name}=${takesValue.called}` : `${name}[=${takesValue.called}]`;
};

const wrongValue = ({ takesValue }: Kind, value: string | undefined): string | undefined => {
  if (takesValue === undefined) return value === undefined ? undefined : 'takes no value';
  if (value === undefined) return takesValue.needed ? `needs a value: ${takesValue.means}` : undefined;
  return takesValue.pattern.test(value) ? undefined : `does not take "${value}": ${takesValue.means}`;
};
