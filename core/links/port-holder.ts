import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A program that has a file open. */
export interface Holder {
  readonly pid: number;
  /** As the kernel calls it, e.g. `pppd`: at most 15 characters. */
  readonly name: string;
}

/**
 * The first process but ours that has this file open. Locks alone do not tell: minicom takes one kind, pppd another, a shell none, and two
 * readers of a tty each get half of what the modem says. Who has a pseudo terminal's other end is no holder: that is the modem. Processes of
 * other users are seen by root only. Some 5 ms for a hundred processes.
 */
export const holderOf = (path: string, proc = '/proc'): Holder | undefined => {
  const pid = readable(() => readdirSync(proc)).find(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && hasOpen(join(proc, name, 'fd'), path),
  );
  return pid === undefined ? undefined : { pid: Number(pid), name: nameOf(join(proc, pid, 'comm')) };
};

const hasOpen = (descriptors: string, path: string): boolean => {
  const open = readable(() => readdirSync(descriptors)).flatMap((fd) =>
    readable(() => [readlinkSync(join(descriptors, fd))]),
  );
  return open.includes(path) && !(path.startsWith('/dev/pts/') && open.some(isMaster));
};

const isMaster = (path: string): boolean => path === '/dev/ptmx' || path === '/dev/pts/ptmx';

const nameOf = (comm: string): string => readable(() => [readFileSync(comm, 'utf8').trim()])[0] ?? 'a program';

/** A process may end, or be somebody else's, at any moment: then there is nothing to read. */
const readable = (read: () => readonly string[]): readonly string[] => {
  try {
    return read();
  } catch {
    return [];
  }
};
