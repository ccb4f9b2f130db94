import type { Memory } from '../pipeline/tools.js';
import { emptyBook } from './book.js';
import { bookMemory } from './book-memory.js';

/** A memory that ends with the process, for tests and the rig. It remembers and forgets as the one on disk does; nothing is written, so nothing is hashed. */
export const memoryInMemory = (): Memory =>
  bookMemory(
    emptyBook(''),
    (...names) => JSON.stringify(names),
    () => undefined,
  );
