import { printable } from '../facts/printable.js';

/** A sentence about a file that could not be read, from what node:fs threw. */
export const cannotBeRead = (path: string, error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'it could not be opened';
  return `The file "${printable(path)}" cannot be read: ${reasons[code] ?? code}.`;
};

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  ENAMETOOLONG: 'that is no file name',
  ERR_INVALID_ARG_VALUE: 'that is no file name',
};
