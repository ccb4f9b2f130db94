import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { type LineReader, lineReader, type ReadFile } from './read-lines.js';

/** What came of one file: what it told, or why it told nothing, as the rest of a sentence that begins with its name. */
export type FileOutcome = ReadFile & { readonly trouble?: string };

/** Reads a file, or any other source of bytes, as a stream: its size does not matter, nor does the length of a line. Rejects with what node:fs rejects with. */
export const readFile = async (path: string): Promise<FileOutcome> => {
  const found = await stat(path);
  if (!found.isFile() && !found.isFIFO()) return { ...nothing(path), trouble: 'is no regular file' };
  return readBytes(path, createReadStream(path, { highWaterMark: 1 << 17 }));
};

/** The same for bytes that come from anywhere. */
export const readBytes = async (name: string, source: AsyncIterable<Buffer>): Promise<FileOutcome> => {
  const lines = lineReader(name);
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let dropped = false;
  let bytes = 0;
  for await (const chunk of source) {
    if (bytes === 0 && isBinary(chunk)) return { ...nothing(name), trouble: 'is no text' };
    bytes += chunk.length;
    const pieces = (rest + decoder.write(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) dropped = takeLine(lines, piece) || dropped;
    if (rest.length > longestLine) {
      dropped = true;
      rest = rest.slice(0, longestLine);
    }
  }
  if (rest !== '') dropped = takeLine(lines, rest) || dropped;
  const read = lines.end();
  if (bytes === 0) return { ...read, trouble: 'is empty' };
  return dropped
    ? { ...read, trouble: `has lines of more than ${longestLine} characters, whose ends were not read` }
    : read;
};

/** Gives whether it was too long to be read to its end. A terminal's recording ends its lines by both, an old one by a carriage return alone. */
const takeLine = (lines: LineReader, line: string): boolean => {
  const kept = line.slice(0, longestLine);
  for (const part of kept.includes('\r') ? kept.replace(/\r+$/, '').split('\r') : [kept]) lines.take(part);
  return line.length > longestLine;
};

/** Characters. A forum may run a whole log together into one line. */
const longestLine = 200_000;

const nothing = (file: string): ReadFile => ({ file, kinds: [], lines: 0, understood: 0, facts: [] });

/** Text of whatever encoding has few bytes of value 0 and of controls; logs of sticks have some. */
const isBinary = (chunk: Buffer): boolean => {
  const head = chunk.subarray(0, 8192);
  let odd = 0;
  for (const byte of head)
    if (byte === 0 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 27)) odd += 1;
  return odd > head.length / 10;
};
