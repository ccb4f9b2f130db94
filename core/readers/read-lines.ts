import type { Fact, Place } from '../facts/fact.js';
import { redactText } from '../facts/redact.js';
import { allReaders, readersFor } from './all-readers.js';
import { markupRemover } from './markup.js';
import { numbered } from './numbered.js';
import { quotedPrintable } from './quoted-printable.js';
import { type InputKind, type LogLine, type MakeReader, placeOf, type Reader, type ReadFact } from './reader.js';
import { type SaidAgain, saidAgain } from './said-again.js';
import { separate } from './separate.js';
import { unprefix } from './unprefix.js';
import { type Whole, wrapped } from './wrapped.js';

/** What one file told. */
export interface ReadFile {
  readonly file: string;
  readonly kinds: readonly InputKind[];
  readonly lines: number;
  readonly understood: number;
  readonly facts: readonly Fact[];
}

export interface LineReader {
  readonly take: (raw: string) => void;
  readonly end: () => ReadFile;
}

/** Reads a file line by line, whatever it is: each line goes to the first reader that knows it. */
export const lineReader = (file: string, makers: readonly MakeReader[] = allReaders): LineReader => {
  const made = new Map(makers.map((make) => [make, make()]));
  const readersOf = (makers: readonly MakeReader[]): readonly Reader[] =>
    makers.flatMap((make) => made.get(make) ?? []);
  const readers = [...made.values()];
  const byProgram = new Map<string, readonly Reader[]>();
  const asked = ({ program }: LogLine): readonly Reader[] => {
    if (program === undefined) return readers;
    const known = byProgram.get(program) ?? readersOf(readersFor(program));
    // A log may hold any number of names.
    if (byProgram.size < mostPrograms) byProgram.set(program, known);
    return known;
  };
  const facts: Fact[] = [];
  const kinds = new Set<InputKind>();
  const numbers = numbered();
  const mail = quotedPrintable();
  const parts = wrapped();
  const markup = markupRemover();
  /** Where the line at hand begins: a mail may have cut it in several. */
  let number = 1;
  let count = 0;
  /** Lines that the mail's coding has let go. */
  let mailed = 0;
  let understood = 0;
  const clock = steadyClock();
  let t = 0;
  let last: LogLine | undefined;

  const keep = (told: readonly ReadFact[], line: LogLine): void => {
    if (told.length === 0) return;
    const here = shown(placeOf(line));
    for (const fact of told) facts.push({ ...fact, t, at: fact.at ? shown(fact.at) : here } as Fact);
    // Of a log of months the beginning and the end say what is to be said.
    if (facts.length > mostFacts) facts.splice(mostFacts / 10, mostFacts / 2);
  };
  const takePiece = (whole: string): boolean => {
    const raw = whole.slice(0, longestPiece);
    const line: LogLine = { file, number, raw, ...unprefix(raw) };
    if (line.t !== undefined) t = clock(line.t);
    const again = saidAgain(line.text);
    if (again) return takeAgain(line, again);
    if (line.text !== '') last = line;
    return takeLine(line);
  };
  const takeLine = (line: LogLine): boolean => {
    const found = firstThatKnows(asked(line), line);
    if (!found) return false;
    kinds.add(found.reader.kind);
    keep(found.told, line);
    return true;
  };
  /** As often as it was said: readers count. Without a time of its own none of them takes it for a copy. */
  const takeAgain = ({ file, number, raw, program }: LogLine, again: SaidAgain): boolean => {
    const by = program ?? last?.program;
    const text = again.text ?? (by === last?.program ? last?.text : undefined);
    if (text === undefined) return true;
    const line: LogLine = { file, number, raw, text, ...(by === undefined ? {} : { program: by }) };
    return Array.from({ length: again.times }, () => takeLine(line)).some((isKnown) => isKnown);
  };
  const takeWhole = ({ text: whole, lines: cut }: Whole): void => {
    const isOfMany = count > readWhole;
    if (!isOfMany || mayTell.test(whole)) {
      const lines = markup.lines(whole);
      const pieces = isOfMany && whole.length < longerThanOne ? lines : lines.flatMap(separate);
      const known = pieces.filter(takePiece);
      if (known.length > 0 || whole.trim() === '') understood += cut;
    }
    number += cut;
  };
  /** `through`: the number of its last line. */
  const takeMailed = (text: string | undefined, through: number): void => {
    if (text === undefined) return;
    const lines = through - mailed;
    mailed = through;
    for (const whole of through > readWhole ? [...parts.end(), { text, lines }] : parts.take(text, lines))
      takeWhole(whole);
  };
  const takeLineOfFile = (raw: string): void => {
    count += 1;
    takeMailed(mail.take(raw), count);
  };
  return {
    take: (raw) => {
      for (const bare of numbers.take(raw)) takeLineOfFile(bare);
    },
    end: () => {
      for (const bare of numbers.end()) takeLineOfFile(bare);
      takeMailed(mail.end(), count);
      for (const whole of parts.end()) takeWhole(whole);
      if (last) for (const reader of readers) keep(reader.end?.() ?? [], last);
      const said = markup.escapes() ? facts.filter((fact) => !isOfPage(fact)) : facts;
      return { file, kinds: [...kinds], lines: count, understood, facts: said };
    },
  };
};

const isOfPage = (fact: Fact): boolean => fact.fact === 'config.flaw' && fact.flaw === 'html-mangled';

/** Characters of one line, its neighbours taken off: nothing that any program prints is longer. */
const longestPiece = 16_000;
const mostFacts = 40_000;
const mostPrograms = 1000;

/** Lines of which each is read; of those behind them only what may be of interest, since somebody's whole syslog is mostly of something else. */
const readWhole = 20_000;
/** Characters: in a long log nothing shorter is several lines run together. */
const longerThanOne = 250;
const mayTell =
  /ppp|chat|dial|-->|usb|tty|modem|\bsim\b|networkmanager|ipcp|lcp|pap\b|carrier|\bat[+*^$&dz]|[+^]c[a-z]{2,4}[:=?]|gsm|wwan|cdc|qmi|mbim|\bppp|resolv|rfkill/i;

/** Time that only goes forward: a machine that was started again, or a new year, begins its own anew. */
const steadyClock = (): ((t: number) => number) => {
  let behind = 0;
  let before = 0;
  return (t) => {
    if (t < before) behind += before - t;
    before = t;
    return t + behind;
  };
};

const firstThatKnows = (
  readers: readonly Reader[],
  line: LogLine,
): { readonly reader: Reader; readonly told: readonly ReadFact[] } | undefined => {
  for (const reader of readers) {
    const told = reader.read(line);
    if (told) return { reader, told };
  }
  return undefined;
};

/** Without secrets, and no longer than anybody reads. */
const shown = (place: Place): Place => {
  const text = place.text
    .slice(0, 2 * mostShown)
    .split(epoch)
    .map((piece, at) => (at % 2 ? piece : redactText(piece)))
    .join('');
  return { ...place, text: text.length > mostShown ? `${text.slice(0, mostShown)}…` : text };
};
const mostShown = 400;
/** NetworkManager's time in front of a line is as long as a secret, and none. */
const epoch = /(\[\d{10}\.\d{1,9}\])/;

/** A whole text at once, for small ones. */
export const readText = (file: string, text: string, makers: readonly MakeReader[] = allReaders): ReadFile => {
  const reader = lineReader(file, makers);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) reader.take(line);
  return reader.end();
};
