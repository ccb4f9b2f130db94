import type { FoundPlugin } from './discover-plugins.js';
import { unconditional } from './installed/trust-of.js';
import { readData, readLimits } from './read-plugin.js';

/** The module that a plugin brings; nothing where it is data alone, or cannot be read. Nothing of it is run. */
export const bringsCode = async (found: FoundPlugin): Promise<string | undefined> => {
  try {
    return (await readData(found, readLimits, unconditional.mayRead)).module;
  } catch {
    return undefined;
  }
};
