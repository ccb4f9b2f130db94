import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type TreeEntry, treeEntries } from './tree-entries.js';

/** The sha256, in hexadecimal, over the paths and contents of all files below a folder, and where its links point. */
export const treeDigest = async (folder: string, entries?: readonly TreeEntry[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const { path, kind } of entries ?? (await treeEntries(folder))) {
    const content =
      kind === 'file' ? await readFile(join(folder, path)) : kind === 'link' ? await readlink(join(folder, path)) : '';
    // With the lengths in front nothing can be moved from a name into a content.
    hash.update(JSON.stringify([kind, path, content.length])).update(content);
  }
  return hash.digest('hex');
};
