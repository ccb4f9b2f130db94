import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../checkout.js';

/** Each folder CAUSE/NAME is a case whose first cause is CAUSE; those of `healthy` have none. */
const casesFolder = join(checkout(), 'test/doctor/cases');

export interface CaseFile {
  /** Inside the case's folder. */
  readonly name: string;
  readonly text: string;
}

/** The files of a case in the order of their names, those of its folders too. */
export const filesOfCase = (cause: string, name: string): readonly CaseFile[] => {
  const folder = join(casesFolder, cause, name);
  const below = (inside: string): readonly string[] =>
    readdirSync(join(folder, inside))
      .toSorted()
      .map((entry) => join(inside, entry))
      .flatMap((path) => (statSync(join(folder, path)).isDirectory() ? below(path) : [path]));
  return below('').map((path) => ({ name: path, text: readFileSync(join(folder, path), 'utf8') }));
};

/** Cause and name of every case. */
export const allCases = (): readonly (readonly [cause: string, name: string])[] =>
  readdirSync(casesFolder).flatMap((cause) =>
    readdirSync(join(casesFolder, cause)).map((name) => [cause, name] as const),
  );
