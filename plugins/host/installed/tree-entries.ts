import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.js';

/** One thing below a folder; `path` counts from there. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
  /** The permission bits, the owner, and the size in bytes. */
  readonly mode: number;
  readonly uid: number;
  readonly size: number;
}

/** All that is below a folder, sorted by path, no link followed. Throws a `Refusal` for a pipe, a device and the like. */
export const treeEntries = async (folder: string, below = ''): Promise<readonly TreeEntry[]> => {
  const names = (await readdir(join(folder, below))).toSorted();
  const entries: TreeEntry[] = [];
  for (const name of names) {
    const path = below === '' ? name : `${below}/${name}`;
    const is = await lstat(join(folder, path));
    const kind = is.isFile() ? 'file' : is.isDirectory() ? 'directory' : is.isSymbolicLink() ? 'link' : undefined;
    if (kind === undefined) throw new Refusal(`${path}: is neither a file nor a directory`);
    entries.push({ path, kind, mode: is.mode & 0o7777, uid: is.uid, size: is.size });
    if (kind === 'directory') entries.push(...(await treeEntries(folder, path)));
  }
  return entries;
};
