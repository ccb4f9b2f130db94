import { printable } from '../facts/printable.js';
import { UsageError } from '../facts/usage-error.js';
import { NoSmallFile, readSmallFile } from '../links/read-small-file.js';
import { cannotBeRead } from './cannot-be-read.js';

/**
 * Reads a secret from a small regular file of one line; the line's end is dropped. `warn` is told when others may read it too.
 * Throws UsageError, which names the file and never what is in it.
 */
export const secretFile = (path: string, warn: (sentence: string) => void): string => {
  const name = `"${printable(path)}"`;
  const { text, mode } = read(path);
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new UsageError(`The file ${name} is empty.`);
  if (/[\r\n]/.test(secret)) throw new UsageError(`The file ${name} has more than one line.`);
  if (mode & 0o004) warn(`Every user of this machine may read ${name}; \`chmod 600\` keeps it to yourself.`);
  return secret;
};

/** Long enough for any password; short enough that a wrong path is noticed and not read in. */
const mostBytes = 1024;

const read = (path: string): ReturnType<typeof readSmallFile> => {
  try {
    return readSmallFile(path, mostBytes);
  } catch (error) {
    throw new UsageError(refusal(error, path));
  }
};

const refusal = (error: unknown, path: string): string => {
  if (!(error instanceof NoSmallFile)) return cannotBeRead(path, error);
  const name = `"${printable(path)}"`;
  return error.what === 'too-long'
    ? `The file ${name} is longer than ${mostBytes} bytes.`
    : `${name} is not a regular file.`;
};
