import { configReaders } from './config/index.js';
import { diallerReaders } from './dialler/index.js';
import { dialtoneReaders } from './dialtone/index.js';
import { managersReaders } from './managers/index.js';
import { pppReaders } from './ppp/index.js';
import type { MakeReader } from './reader.js';
import { systemReaders } from './system/index.js';

/**
 * Who reads, in the order in which they are asked for each line: what is sure of itself by its section or table first, then logs by what
 * their lines say, then the dialogue with a modem, whose lines say least.
 */
export const allReaders: readonly MakeReader[] = [
  ...dialtoneReaders,
  ...configReaders,
  ...managersReaders,
  ...pppReaders,
  ...systemReaders,
  ...diallerReaders,
];

/** Whose lines a program's are, where a log names it: they are asked first. */
const owners: ReadonlyMap<string, readonly MakeReader[]> = new Map([
  ...['pppd', 'chat'].map((name) => [name, pppReaders] as const),
  ...['networkmanager', 'modemmanager', 'modem-manager'].map((name) => [name, managersReaders] as const),
  ...['kernel', 'usb_modeswitch', 'usb_modeswitch_dispatcher'].map((name) => [name, systemReaders] as const),
]);

/** The same in the order for lines of this program. What a program logs is nobody's configuration. */
export const readersFor = (program: string): readonly MakeReader[] => {
  const first = owners.get(program) ?? [];
  return [...first, ...allReaders.filter((make) => !first.includes(make) && !configReaders.includes(make))];
};
