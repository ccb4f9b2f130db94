import { UsageError } from '../facts/usage-error.js';
import type { Found } from './found.js';
import { places } from './places.js';
import type { ServiceHost, Standing } from './service-host.js';

/** What was found, as it is kept in a file. */
export const writeRecord = (found: Found): string =>
  `${JSON.stringify({ version: recordVersion, ...found }, undefined, 1)}\n`;

/** What an earlier installation found, if there was one. */
export const recorded = (host: ServiceHost): Found | undefined => {
  const standing = host.look(places.record);
  if (standing.kind === 'nothing') return undefined;
  const found = standing.kind === 'file' ? read(standing.text) : undefined;
  if (found === undefined)
    throw new UsageError(
      `${places.record} says what was found before Dialtone was installed, and cannot be understood: repair it or, to go without it, remove it.`,
    );
  return found;
};

/** Undefined for what is no such record, or a newer one. */
const read = (text: string): Found | undefined => {
  const value = parsed(text);
  if (!isObject(value) || value.version !== recordVersion) return undefined;
  const { files, missing, running } = value;
  if (!isObject(files) || !isListOfTexts(missing) || !isListOfTexts(running)) return undefined;
  const standings = Object.entries(files);
  return standings.every((entry): entry is [string, Standing] => isStanding(entry[1]))
    ? { files: Object.fromEntries(standings), missing, running }
    : undefined;
};

const recordVersion = 1;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isStanding = (value: unknown): value is Standing => {
  if (!isObject(value)) return false;
  const { kind, text, mode, to } = value;
  if (kind === 'file') return typeof text === 'string' && typeof mode === 'number';
  return kind === 'nothing' || (kind === 'link' && typeof to === 'string');
};
