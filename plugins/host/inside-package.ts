import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Refusal } from './refusal.js';

/**
 * The real path of a regular file of a package. Refuses an entry that leads out of the package, by `..` or by a link: what is
 * installed as a plugin is what is loaded. `limitBytes`: its greatest size.
 */
export const insidePackage = async (directory: string, entry: string, limitBytes: number): Promise<string> => {
  if (outside(directory, resolve(directory, entry))) throw new Refusal(`${entry}: points outside the package`);
  const file = await realpath(resolve(directory, entry)).catch(() => undefined);
  if (file === undefined) throw new Refusal(`${entry}: does not exist`);
  if (outside(await realpath(directory), file)) throw new Refusal(`${entry}: points outside the package`);
  const found = await stat(file);
  if (!found.isFile()) throw new Refusal(`${entry}: is not a regular file`);
  if (found.size > limitBytes) throw new Refusal(`${entry}: is larger than ${limitBytes} bytes`);
  return file;
};

const outside = (directory: string, path: string): boolean => {
  const way = relative(directory, path);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
};
