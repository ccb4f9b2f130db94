import type { Fact } from '../facts/fact.js';
import { redactText } from '../facts/redact.js';
import { allReaders } from './all-readers.js';
import { type InputKind, type LogLine, type MakeReader, placeOf, type Reader, type ReadFact } from './reader.js';
import { separate } from './separate.js';
import { unprefix } from './unprefix.js';

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
  const readers = makers.map((make) => make());
  const facts: Fact[] = [];
  const kinds = new Set<InputKind>();
  let number = 0;
  let understood = 0;
  let t = 0;
  let last: LogLine | undefined;

  const keep = (told: readonly ReadFact[], line: LogLine): void => {
    for (const fact of told) facts.push({ ...fact, t, at: withoutSecrets(fact.at ?? placeOf(line)) } as Fact);
  };
  const takePiece = (raw: string): boolean => {
    const line: LogLine = { file, number, raw, ...unprefix(raw) };
    last = line;
    if (line.t !== undefined) t = Math.max(t, line.t);
    const found = firstThatKnows(readers, line);
    if (!found) return false;
    kinds.add(found.reader.kind);
    keep(found.told, line);
    return true;
  };
  return {
    take: (raw) => {
      number += 1;
      const known = separate(raw).map(takePiece);
      if (known.some((it) => it)) understood += 1;
    },
    end: () => {
      if (last) for (const reader of readers) keep(reader.end?.() ?? [], last);
      return { file, kinds: [...kinds], lines: number, understood, facts };
    },
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

const withoutSecrets = <P extends { readonly text: string }>(place: P): P => ({
  ...place,
  text: redactText(place.text),
});

/** A whole text at once, for small ones. */
export const readText = (file: string, text: string, makers: readonly MakeReader[] = allReaders): ReadFile => {
  const reader = lineReader(file, makers);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) reader.take(line);
  return reader.end();
};
