import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Writes one value into a file of sysfs. Rejects with Node's own error. Not by writeFile, which would make a file that has just vanished. */
export const writeAttribute = async (path: string, value: string): Promise<void> => {
  const file = await open(path, constants.O_WRONLY);
  try {
    await file.write(value);
  } finally {
    await file.close();
  }
};
