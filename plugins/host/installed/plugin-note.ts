import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noteFile } from './plugin-places.js';

/** What an installation writes beside the package that it added. */
export interface PluginNote {
  readonly package: string;
  readonly version: string;
  /** Whether the user allowed it to run code. */
  readonly consented: boolean;
  /** `treeDigest` of all that was installed, at that moment. */
  readonly digest: string;
}

export const writeNote = (prefix: string, note: PluginNote): Promise<void> =>
  writeFile(join(prefix, noteFile), `${JSON.stringify(note, undefined, 2)}\n`, { mode: 0o644 });

/** The note of a package that was added; undefined where there is none, or somebody has written something else there. */
export const readNote = async (prefix: string): Promise<PluginNote | undefined> => {
  try {
    const note: unknown = JSON.parse(await readFile(join(prefix, noteFile), 'utf8'));
    return isNote(note) ? note : undefined;
  } catch {
    return undefined;
  }
};

const isNote = (value: unknown): value is PluginNote =>
  typeof value === 'object' &&
  value !== null &&
  'package' in value &&
  typeof value.package === 'string' &&
  'version' in value &&
  typeof value.version === 'string' &&
  'consented' in value &&
  typeof value.consented === 'boolean' &&
  'digest' in value &&
  typeof value.digest === 'string';
