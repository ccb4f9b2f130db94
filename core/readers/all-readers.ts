import { configReaders } from './config/index.js';
import { diallerReaders } from './dialler/index.js';
import { managersReaders } from './managers/index.js';
import { pppReaders } from './ppp/index.js';
import type { MakeReader } from './reader.js';
import { systemReaders } from './system/index.js';

/**
 * Who reads, in the order in which they are asked for each line: what is sure of itself by its section or table first, then logs by what
 * their lines say, then the dialogue with a modem, whose lines say least.
 */
export const allReaders: readonly MakeReader[] = [
  ...configReaders,
  ...managersReaders,
  ...pppReaders,
  ...systemReaders,
  ...diallerReaders,
];
