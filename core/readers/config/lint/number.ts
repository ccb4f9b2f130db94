import { type Fault, faultsBy, type Repair } from './fault.js';
import { unmangled, withDigits } from './repairs.js';

/** What is wrong with a number to dial: those of packet data (`*99#`, `*99***1#`, `#777`) are known, any other telephone number may be right. */
export const lintNumber = (number: string): readonly Fault[] => faultsBy(repairs, bare(number));

/** The data context that a number names; 1 where it names none, undefined if it is no number of GSM packet data. */
export const contextDialled = (number: string): number | undefined => {
  const found = /\*9[89](?:\*[^*#]*\*[^*#]*\*(\d{1,2}))?#?$/.exec(bare(number));
  return found ? Number(found[1] ?? '1') : undefined;
};

export const isCdmaNumber = (number: string): boolean => /#777$/.test(bare(number));

const bare = (number: string): string => number.trim().replace(/^["']|["']$/g, '');

const repairs: readonly Repair[] = [
  ['html-mangled', unmangled],
  ['number-with-command', (text) => text.replace(/^(?:AT\s*)?D[TP]?\s*(?=[*#\d])|^AT(?=[*#])/i, '')],
  ['number-for-voice', (text) => (/^[*#].*;$/.test(text) ? text.slice(0, -1) : text)],
  ['letter-for-digit', (text) => (/^[*#][*#\doOlI]*[oOlI][*#\doOlI]*$/.test(text) ? withDigits(text) : text)],
  ['number-without-hash', (text) => (/^\*9[89](?:\*[*\d]*\d)?$/.test(text) ? `${text}#` : text)],
  ['context-misplaced', (text) => text.replace(/^(\*9[89])\*{1,2}([1-9])#$/, '$1***$2#')],
  [
    'number-odd',
    (text) => {
      if (/^[*#]?777[#*]?$/.test(text)) return '#777';
      const isPacket = text.length <= 14 && /^[*#\d]+$/.test(text) && /[*#]/.test(text) && /9[89]|^\*9+#$/.test(text);
      return isPacket && !/^\*9[5-9](?:\*\d*(?:\*\d*(?:\*\d{1,2})?)?)?#$/.test(text) ? likely(text) : text;
    },
  ],
];

const likely = (text: string): string => {
  const cid = /\*([1-9])[*#]*$/.exec(text)?.[1];
  return cid === undefined ? '*99#' : `*99***${cid}#`;
};
