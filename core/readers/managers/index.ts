import type { MakeReader } from '../reader.js';

/** In the order in which they are asked. */
export const managersReaders: readonly MakeReader[] = [];
