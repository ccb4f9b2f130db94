import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * The text of a regular file of at most `mostBytes`. Throws what node:fs throws, and Error with a few plain words for what is no such
 * file: a pipe that nobody writes to would otherwise be waited for, and a device read until the memory is full.
 */
export const readSmallFile = (path: string, mostBytes: number): string => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error('it is no regular file');
    if (found.size > mostBytes) throw new Error(`it is longer than ${mostBytes} bytes`);
    const bytes = Buffer.alloc(found.size);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, found.size, 0));
  } finally {
    closeSync(file);
  }
};
