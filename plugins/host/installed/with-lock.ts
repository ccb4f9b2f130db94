import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../refusal.js';

/** The file of the process that is at work in a folder of plugins. */
export const lockFile = '.lock';

/**
 * Does this work as the only process, and the only call of this one, that changes a folder; makes the folder. Throws a `Refusal` where another is at work.
 * The lock of a process that is no more is put aside.
 */
export const withLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const lock = join(folder, lockFile);
  const isOurs = (await taken(folder, lock)) || ((await putAside(folder, lock)) && (await taken(folder, lock)));
  if (!isOurs) {
    const [pid = 'of an unknown number'] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
    throw new Refusal(`plugins are being changed already, by process ${pid}: try again when it has ended`);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
};

/** The file comes with its content: a link to a file that is written. */
const taken = async (folder: string, lock: string): Promise<boolean> => {
  const own = join(folder, `.lock-${randomUUID()}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  await writeFile(own, `${process.pid} ${await startOf(process.pid)}`);
  try {
    await link(own, lock);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(own);
  }
};

/** Renamed before it is looked at again: of two that find it left behind, one gets it; and a fresh one is put back. */
const putAside = async (folder: string, lock: string): Promise<boolean> => {
  if (!(await isLeft(lock))) return false;
  const aside = join(folder, `.lock-${randomUUID()}`);
  try {
    await rename(lock, aside);
    if (await isLeft(aside)) return true;
    await link(aside, lock);
    return false;
  } catch {
    return false;
  } finally {
    await rm(aside, { force: true });
  }
};

const isLeft = async (file: string): Promise<boolean> => {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return true;
  const [pid = '', start] = text.split(' ');
  return !/^\d+$/.test(pid) || (await startOf(Number(pid))) !== start;
};

/** When a process started, in ticks since the boot: numbers of processes come again. `-` where there is no such process. */
const startOf = async (pid: number): Promise<string> => {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
};
