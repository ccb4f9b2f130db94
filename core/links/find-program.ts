import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where programs are. /usr/sbin is not in everybody's PATH. */
export const programFolders = (): readonly string[] => [
  ...(process.env.PATH ?? '').split(':').filter((folder) => folder.startsWith('/')),
  '/usr/sbin',
  '/sbin',
  '/usr/bin',
  '/bin',
];

/** The path of a program that may be run, or undefined. */
export const findProgram = (name: string, folders: readonly string[] = programFolders()): string | undefined =>
  folders.map((folder) => join(folder, name)).find(isProgram);

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};
