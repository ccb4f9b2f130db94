import type { MakeReader } from '../reader.js';
import { diallerReader } from './dialler.js';

/** In the order in which they are asked. */
export const diallerReaders: readonly MakeReader[] = [diallerReader];
