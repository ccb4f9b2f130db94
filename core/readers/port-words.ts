import type { Sign } from '../facts/signs/index.js';
import type { LinePattern } from './reader.js';

/** Why a program could not open a port, in the words of the C library. */
export const portWords = (by: string): readonly LinePattern[] => [
  [
    /^(?:Cannot|Can't|Could not|Couldn't|Unable to|Failed to|Error(?: opening)?:?)\s+(?:open )?(?:(?:the )?(?:modem|device|port|serial port) )?['"`]?(\/dev\/[\w./-]{0,80}\w)['"`]?[:,.]?\s*(.{0,80})$/i,
    ([, path = '', why = '']) => {
      const sign = whyNotOpened(why);
      return sign === undefined ? [] : [{ fact: 'sign.seen', sign, by, detail: path }];
    },
  ],
];

/** What the C library's reason means. Undefined for one that is not known. */
export const whyNotOpened = (why: string): Sign | undefined => reasons.find(([pattern]) => pattern.test(why))?.[1];

const reasons: readonly (readonly [RegExp, Sign])[] = [
  [/no such (?:file|device)/i, 'port-missing'],
  [/busy|in use/i, 'port-busy'],
  [/lock/i, 'port-locked'],
  [/permission denied|not permitted|access denied/i, 'port-not-permitted'],
  [/input\/output error|i\/o error|invalid argument/i, 'port-dead'],
];
