import type { MakeReader } from '../reader.js';
import { pppdReader } from './pppd.js';

/** In the order in which they are asked. */
export const pppReaders: readonly MakeReader[] = [pppdReader];
