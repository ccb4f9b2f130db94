import { readdir, readlink, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { addedFolder, contractLink } from './plugin-places.js';
import { lockFile, withLock } from './with-lock.js';

/**
 * Does what changes the added plugins, as the only one who does. Before and after it, whatever its end, everything is removed to which no name
 * leads: what a stage left, an edition that was replaced, and what a process that was killed left behind. Throws what it throws, and as `withLock` does.
 */
export const changePlugins = async <T>(
  places: { readonly state: string },
  work: (folder: string) => Promise<T>,
): Promise<T> => {
  const folder = addedFolder(places);
  const swept = async (): Promise<T> => {
    await sweep(folder);
    try {
      return await work(folder);
    } finally {
      await sweep(folder);
      if ((await readdir(folder)).every((name) => name.startsWith('.'))) await withoutContract(places);
    }
  };
  return withLock(folder, swept).finally(() => rmdir(folder).catch(() => undefined));
};

const sweep = async (folder: string): Promise<void> => {
  const names = await readdir(folder);
  const visible = names.filter((name) => !name.startsWith('.'));
  const leadTo = await Promise.all(visible.map((name) => readlink(join(folder, name)).catch(() => '')));
  const orphans = names.filter((name) => name.startsWith('.') && !name.startsWith(lockFile) && !leadTo.includes(name));
  for (const name of orphans) await rm(join(folder, name), { recursive: true, force: true });
};

/** No plugin is left that it could serve. */
const withoutContract = async (places: { readonly state: string }): Promise<void> => {
  const link = contractLink(places);
  await rm(link, { force: true });
  for (const above of [dirname(link), dirname(dirname(link))]) await rmdir(above).catch(() => undefined);
};
