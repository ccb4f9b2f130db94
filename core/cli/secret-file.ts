import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { printable } from '../facts/printable.js';
import { UsageError } from '../facts/usage-error.js';

/**
 * Reads a secret from a small regular file of one line; the line's end is dropped. `warn` is told when others may read it too.
 * Throws UsageError, which names the file and never what is in it.
 */
export const secretFile = (path: string, warn: (sentence: string) => void): string => {
  const name = `"${printable(path)}"`;
  const { text, othersMayRead } = read(path, name);
  if (text === '') throw new UsageError(`The file ${name} is empty.`);
  if (/[\r\n]/.test(text)) throw new UsageError(`The file ${name} has more than one line.`);
  if (othersMayRead) warn(`Every user of this machine may read ${name}; \`chmod 600\` keeps it to yourself.`);
  return text;
};

/** Long enough for any password; short enough that a wrong path is noticed and not read in. */
const mostBytes = 1024;

const read = (path: string, name: string): { readonly text: string; readonly othersMayRead: boolean } => {
  const file = open(path, name);
  try {
    const { mode, size } = checked(fstatSync(file), name);
    const bytes = Buffer.alloc(size);
    const length = readSync(file, bytes, 0, size, 0);
    return { text: bytes.toString('utf8', 0, length).replace(/\r?\n$/, ''), othersMayRead: (mode & 0o004) !== 0 };
  } finally {
    closeSync(file);
  }
};

/** Non-blocking, since opening a pipe that nobody writes to would wait for ever. */
const open = (path: string, name: string): number => {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new UsageError(`The file ${name} cannot be read: ${reasons[codeOf(error)] ?? codeOf(error)}.`);
  }
};

const checked = <S extends { isFile: () => boolean; readonly size: number }>(file: S, name: string): S => {
  if (!file.isFile()) throw new UsageError(`${name} is not a regular file.`);
  if (file.size > mostBytes) throw new UsageError(`The file ${name} is longer than ${mostBytes} bytes.`);
  return file;
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it could not be opened';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  ERR_INVALID_ARG_VALUE: 'that is no file name',
};
