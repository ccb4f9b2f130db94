import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The first of a file and the directories above it, links resolved, that somebody else than root and this user (of this process) may change;
 * nothing where there is none. In a sticky directory such as /tmp others cannot touch what is not theirs. Rejects where the file is not there.
 */
export const writableByOthers = async (
  file: string,
  user: number | undefined = process.geteuid?.(),
): Promise<string | undefined> => {
  for (let path = await realpath(file); ; path = dirname(path)) {
    const { mode, uid } = await stat(path);
    const isOurs = uid === 0 || uid === user;
    const isSticky = path !== file && (mode & 0o1000) !== 0;
    if (!isOurs || ((mode & 0o022) !== 0 && !isSticky)) return path;
    if (path === dirname(path)) return undefined;
  }
};
