import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Memory } from '../pipeline/tools.js';
import { type Book, emptyBook, parseBook } from './book.js';
import { bookMemory } from './book-memory.js';
import { reasonOf } from './check.js';
import { hideNames } from './hide-names.js';
import { makeDirectory } from './make-directory.js';
import { readSmallFile } from './read-small-file.js';

/**
 * The memory in `memory.json` of this directory (0600, in a directory that is made with 0700 at the first thing learnt). Never throws: a file that is
 * damaged, unreadable or from a newer Dialtone is put aside as `memory.json.aside` and the memory starts empty; where nothing can be
 * written it lasts as long as the process. `onProblem` is told either, once, in a sentence. When two processes learn at the same
 * time, the last to write wins.
 */
export const fileMemory = (directory: string, onProblem: (sentence: string) => void = () => undefined): Memory => {
  const path = join(directory, 'memory.json');
  const book = read(path, onProblem) ?? emptyBook(randomBytes(32).toString('hex'));
  let warned = false;
  return bookMemory(book, hideNames(book.salt), (edition) => {
    const problem = attempt(() => write(directory, path, edition));
    if (problem === undefined || warned) return;
    warned = true;
    onProblem(`${path} cannot be written (${problem}): what is learnt now is forgotten when Dialtone ends.`);
  });
};

const read = (path: string, onProblem: (sentence: string) => void): Book | undefined => {
  let book: Book | string = 'missing';
  const problem = attempt(() => {
    book = parseBook(readSmallFile(path, mostBytes).text);
  });
  if (problem === 'ENOENT' || problem === 'ENOTDIR') return undefined;
  const read: Book | string = problem ?? book;
  if (typeof read !== 'string') return read;
  return putAside(path, read, onProblem);
};

/** A book of many sticks and SIMs is a few kilobytes. */
const mostBytes = 1 << 20;

const putAside = (path: string, because: string, onProblem: (sentence: string) => void): undefined => {
  const aside = attempt(() => renameSync(path, `${path}.aside`));
  const where = aside === undefined ? `it was put aside as ${path}.aside and` : `it stays where it is (${aside}) and`;
  onProblem(`${path} ${says[because] ?? `cannot be read (${because})`}: ${where} we start with an empty memory.`);
};

const says: Readonly<Record<string, string>> = {
  damaged: 'is damaged',
  newer: 'was written by a newer Dialtone',
};

/** Written beside and then renamed: a power cut leaves the old edition or the new one, never half of one. */
const write = (directory: string, path: string, book: Book): void => {
  const fresh = `${path}.${process.pid}.tmp`;
  makeDirectory(directory);
  try {
    rmSync(fresh, { force: true });
    writeFileSync(fresh, `${JSON.stringify(book, undefined, 1)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
};

/** What went wrong, as an errno's name where there is one; undefined when nothing did. */
const attempt = (work: () => void): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
};
