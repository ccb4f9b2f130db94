import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { printable } from '../facts/printable.js';
import { UsageError } from '../facts/usage-error.js';
import { cannotBeRead } from './cannot-be-read.js';

/** Standard input, as a name of a file. */
export const standardInput = '-';

/** The files that were named, and those below the folders that were. Throws UsageError for what is not there, or is too much. */
export const caseFiles = (named: readonly string[]): readonly string[] => {
  const files = [...new Set(named.flatMap((path) => (path === standardInput ? [path] : below(path))))];
  if (files.length > mostFiles)
    throw new UsageError(
      `These are ${files.length} files, and one case has at most ${mostFiles}: name the ones that belong to it.`,
    );
  if (files.length === 0) throw new UsageError(`There is no file in "${named.map(printable).join(', ')}".`);
  return files;
};

const mostFiles = 500;

const below = (path: string): readonly string[] => {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true })
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .flatMap((entry) => {
        const inside = join(path, entry.name);
        if (entry.isDirectory()) return below(inside);
        return entry.isFile() ? [inside] : [];
      });
  } catch (error) {
    throw new UsageError(cannotBeRead(path, error));
  }
};
