import type { Fact, FactBody, Place } from '../facts/fact.js';

/** What a text can be, as people would call it. */
export const inputKinds = [
  'wvdial',
  'pppd',
  'chat',
  'comgt',
  'at',
  'kernel',
  'networkmanager',
  'modemmanager',
  'nmcli',
  'mmcli',
  'lsusb',
  'usb-devices',
  'usb-modeswitch',
  'system',
  'wvdial-conf',
  'ppp-options',
  'chat-script',
  'ppp-secrets',
  'nm-profile',
  'uci',
  'sakis3g-conf',
  'dialtone',
] as const;
export type InputKind = (typeof inputKinds)[number];

/** A line as a reader gets it: without the prefix of a log, a prompt, a quotation or a GUI, and without line end. */
export interface LogLine {
  readonly file: string;
  /** From 1; several pieces of one line whose breaks were lost have the same. */
  readonly number: number;
  /** Never empty for lines of logs; trimmed at both ends. */
  readonly text: string;
  /** The line as it stands in the file, apart from its line end and from the marks of mails, forums and pages: where indentation tells something. */
  readonly raw: string;
  /** Who logged it, in lower case, where a prefix says so, e.g. `pppd`, `kernel`, `networkmanager`. */
  readonly program?: string;
  /** Milliseconds since some moment of this file, where a prefix tells the time. */
  readonly t?: number;
}

/** A fact, and its place if that is not the line at hand. */
export type ReadFact = FactBody & { readonly at?: Place; readonly seen?: Fact['seen'] };

/**
 * Reads the lines of one file, in order. Nothing it is given makes it throw, and it keeps no more than it needs (a log may be endless).
 * `read` gives undefined for a line that it does not know, so that the next reader is asked, and an empty list for one that it knows and that
 * tells nothing: harmless noise is understood. `end` gives what the end of the file tells.
 */
export interface Reader {
  readonly kind: InputKind;
  readonly read: (line: LogLine) => readonly ReadFact[] | undefined;
  readonly end?: () => readonly ReadFact[];
}
/** One for each file: readers remember what they have read of it. */
export type MakeReader = () => Reader;

/** A line that tells something by itself: the first pattern that fits makes the facts; `'noise'` is known and harmless. */
export type LinePattern = readonly [RegExp, 'noise' | ((match: RegExpExecArray, line: LogLine) => readonly ReadFact[])];

/** The first of these patterns that fits the text. Patterns are not global, and linear in the length of the line. */
export const readByPatterns = (patterns: readonly LinePattern[], line: LogLine): readonly ReadFact[] | undefined => {
  for (const [pattern, make] of patterns) {
    const match = pattern.exec(line.text);
    if (match) return make === 'noise' ? [] : make(match, line);
  }
  return undefined;
};

export const placeOf = ({ file, number, raw }: LogLine): Place => ({ file, line: number, text: raw.trim() });
