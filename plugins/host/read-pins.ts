import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writableByOthers } from './writable-by-others.js';

/** Where the user says which plugin has what several claim, in the folder of plugins that are one file. */
export const pinsFile = 'pinned.json';

/**
 * The short names in `pinned.json` of this folder, a list of texts: where two plugins claim one stick, the one of them that is listed has it.
 * None where there is no such file, it is something else, or somebody else may change it.
 */
export const readPins = async (folder: string): Promise<readonly string[]> => {
  const file = join(folder, pinsFile);
  try {
    if ((await writableByOthers(file)) !== undefined) return [];
    const pins: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(pins) ? pins.filter((pin) => typeof pin === 'string') : [];
  } catch {
    return [];
  }
};
