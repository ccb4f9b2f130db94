import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** What was found is no regular file, or longer than was allowed; the message says it in a few plain words. */
export class NoSmallFile extends Error {
  override readonly name = 'NoSmallFile';
  constructor(
    readonly what: 'no-regular-file' | 'too-long',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The text of a regular file of at most `mostBytes`, and its permissions. Throws what node:fs throws, and NoSmallFile for what is no such
 * file: a pipe that nobody writes to would otherwise be waited for, and a device read until the memory is full.
 */
export const readSmallFile = (path: string, mostBytes: number): { readonly text: string; readonly mode: number } => {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = fstatSync(file);
    const { mode, size } = found;
    if (!found.isFile()) throw new NoSmallFile('no-regular-file', 'it is no regular file');
    if (size > mostBytes) throw new NoSmallFile('too-long', `it is longer than ${mostBytes} bytes`);
    const bytes = Buffer.alloc(size);
    return { mode, text: bytes.toString('utf8', 0, readSync(file, bytes, 0, size, 0)) };
  } finally {
    closeSync(file);
  }
};
