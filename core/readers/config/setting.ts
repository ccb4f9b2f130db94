import type { Place } from '../../facts/fact.js';
import type { Flaw } from '../../facts/flaws.js';
import { redactText } from '../../facts/redact.js';
import { type LogLine, placeOf, type ReadFact } from '../reader.js';
import type { Fault } from './lint/fault.js';

/** A setting of a configuration, and where it stands. A secret's value is not in it. */
export interface Setting {
  /** The tool that it is for, as it is called. */
  readonly tool: string;
  readonly section?: string;
  readonly key: string;
  readonly value: string;
  readonly at: Place;
}

export const hidden = '<hidden>';

/** A setting as a line of a file says it. */
export const settingAt = (line: LogLine, said: Omit<Setting, 'at'>): Setting => {
  const isSecret = secretKey.test(said.key) && said.value !== '';
  if (!isSecret) return { ...said, value: redactText(said.value), at: placeOf(line) };
  const at = placeOf(line);
  return { ...said, value: hidden, at: { ...at, text: at.text.replace(said.value, () => hidden) } };
};

const secretKey = /^(?:pass(?:word|wd)?|pasw?ord|passwd|pin(?:code)?|sim_pin|puk|apn_pass)$|password$/i;

/** The setting as a fact, and what is wrong with its value. */
export const told = (setting: Setting, faults: readonly Fault[] = []): readonly ReadFact[] => {
  const { tool, section, key, value, at } = setting;
  return [
    { fact: 'config.read', tool, key, value, ...(section === undefined ? {} : { section }), at },
    ...faults.map(({ flaw, better }) =>
      flawAt(setting, flaw, better === undefined ? undefined : mended(at, value, better)),
    ),
  ];
};

/** A flaw of the setting's line; `better` is the whole line. */
export const flawAt = (
  { tool, key, at }: Pick<Setting, 'tool' | 'key' | 'at'>,
  flaw: Flaw,
  better?: string,
): ReadFact => {
  const line = redactText(at.text);
  const isBetter = better !== undefined && better !== line && !line.includes(hidden) && !better.includes(hidden);
  return { fact: 'config.flaw', flaw, tool, key, line, ...(isBetter ? { better } : {}), at };
};

/** The line with another value: its last place in the line, since a key may read like its value. */
const mended = (at: Place, value: string, better: string): string | undefined => {
  const from = at.text.lastIndexOf(value);
  return value === '' || from < 0 ? undefined : at.text.slice(0, from) + better + at.text.slice(from + value.length);
};

/** No file that means well is longer. */
export const mostSettings = 400;
