import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { UsbId } from '@dialtone/plugins';
import { findProgram } from '../find-program.js';
import { type UsbPlaces, udevSocket } from './usb-places.js';

/** The file name of the rule by which this system switches the stick by itself, or undefined where it will not. */
export const systemRule = (id: UsbId, places: UsbPlaces): string | undefined =>
  existsSync(udevSocket(places)) && findProgram('usb_modeswitch', places.programs) !== undefined
    ? ruleFiles(places.rules).find(({ text }) => rulesSpeakOf(text, id))?.name
    : undefined;

/**
 * Whether udev rules have usb_modeswitch switch this id. A line without a product speaks of every stick of its vendor (so does Debian's
 * for Huawei).
 */
export const rulesSpeakOf = (rules: string, { vendor, product }: UsbId): boolean =>
  rules
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#') && line.includes('usb_modeswitch'))
    .map((line) => [asked(line, 'idVendor'), asked(line, 'idProduct')])
    .some(([ofVendor, ofProduct]) => ofVendor === vendor && (ofProduct ?? product) === product);

const asked = (line: string, attribute: string): string | undefined =>
  new RegExp(`\\{${attribute}\\}=="([0-9a-f]{4})"`, 'i').exec(line)?.[1]?.toLowerCase();

interface RuleFile {
  readonly name: string;
  readonly text: string;
}

const ruleFiles = (folders: readonly string[]): readonly RuleFile[] => {
  const byName = new Map<string, string>();
  for (const folder of folders) {
    for (const name of readable(() => readdirSync(folder)) ?? []) {
      if (/usb[-_]modeswitch.*\.rules$/.test(name) && !byName.has(name)) byName.set(name, `${folder}/${name}`);
    }
  }
  return [...byName].map(([name, path]) => ({ name, text: readable(() => readFileSync(path, 'utf8')) ?? '' }));
};

const readable = <T>(read: () => T): T | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
