import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory and those above it, for their owner only. Throws what node:fs throws. Node's own `recursive` goes on trying for
 * ever, deaf to signals, where the kernel answers ENOENT below a folder that exists: in /proc, or when the working folder was removed.
 */
export const makeDirectory = (path: string): void => {
  if (existsSync(path)) return;
  const above = dirname(path);
  if (above !== path) makeDirectory(above);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another Dialtone may have been quicker.
    if (!existsSync(path)) throw error;
  }
};
