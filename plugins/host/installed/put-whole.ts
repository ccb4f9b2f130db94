import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuseIfOpen } from './trust-of.js';

/**
 * Puts a file into a folder of the administrator's, which is made where there is none: `write` is given a name at which nobody looks, and one rename puts
 * it in place. Throws what `write` throws, and a `Refusal` where somebody else may change that folder; nothing is left then.
 */
export const putWhole = async (
  folder: string,
  file: string,
  write: (beside: string) => Promise<unknown>,
): Promise<void> => {
  const made = await mkdir(folder, { recursive: true, mode: 0o755 });
  const beside = join(folder, `.${file}-${randomUUID()}`);
  try {
    await refuseIfOpen(folder, file);
    await write(beside);
    await chmod(beside, 0o644);
    await rename(beside, join(folder, file));
  } catch (error) {
    await rm(beside, { force: true });
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw error;
  }
};
