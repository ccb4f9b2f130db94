import { posix } from 'node:path';
import { Refusal } from '../refusal.js';

/** One entry of a tar archive. A regular file has its content; a link where it points, counted `from` the folder of that path. */
export interface TarEntry {
  readonly path: string;
  readonly content?: Buffer;
  readonly link?: { readonly to: string; readonly from: string };
}

/**
 * What is in a tar archive: blocks of 512 bytes, a header each and then the content (POSIX ustar, with the longer names of pax and GNU). Throws a
 * `Refusal` where it is broken, since whoever unpacks it might read on differently.
 */
export const tarEntries = (archive: Buffer): readonly TarEntry[] => {
  const entries: TarEntry[] = [];
  let longer: Longer = {};
  for (let at = 0; at + block <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + block);
    const size = longer.size ?? sizeOf(header);
    const content = archive.subarray(at + block, at + block + size);
    if (!hasItsSum(header) || content.length < size)
      throw new Refusal('the .tgz is broken, or was not downloaded to its end');
    at += block + Math.ceil(size / block) * block;
    const kind = String.fromCharCode(header[156] ?? 0);
    const told = longerOf(kind, content);
    if (told) {
      longer = { ...longer, ...told };
      continue;
    }
    entries.push(entryOf(kind, header, content, longer));
    longer = {};
  }
  if (entries.length === 0) throw new Refusal('the .tgz is empty, or holds no tar archive');
  return entries;
};

/** Whether a path, or what a link in the folder of `path` points to, is absolute or has more `..` than folders before them. */
export const leadsOut = (path: string, link?: string): boolean => {
  if (link === undefined) return posix.isAbsolute(path) || path.split(/[/\\]/).includes('..');
  const way = posix.normalize(posix.join(posix.dirname(path), link));
  // One folder is left away when it is unpacked.
  return posix.isAbsolute(link) || way.startsWith('..') || !way.includes('/');
};

const block = 512;
/** What a header in front of an entry says instead of the entry's own. */
type Longer = { readonly path?: string; readonly linkpath?: string; readonly size?: number };

const longerOf = (kind: string, content: Buffer): Longer | undefined => {
  if (kind === 'L') return { path: text(content) };
  if (kind === 'K') return { linkpath: text(content) };
  return kind === 'x' || kind === 'g' ? paxOf(content) : undefined;
};

/** Records of `LENGTH key=value` and a line's end, where LENGTH counts the whole record. */
const paxOf = (content: Buffer): Longer => {
  const length = Number(/^\d{1,9}(?= )/.exec(content.toString('latin1', 0, 10))?.[0] ?? 0);
  if (length === 0 || length > content.length) throw new Refusal('the .tgz is broken: an odd header');
  const [, key = '', value = ''] = /^\d+ ([^=]*)=(.*)\n$/s.exec(content.toString('utf8', 0, length)) ?? [];
  const rest = length < content.length ? paxOf(content.subarray(length)) : {};
  if (key === 'size') return { size: Number(/^\d{1,12}$/.exec(value)?.[0] ?? Number.POSITIVE_INFINITY), ...rest };
  return key === 'path' || key === 'linkpath' ? { [key]: value, ...rest } : rest;
};

const entryOf = (kind: string, header: Buffer, content: Buffer, longer: Longer): TarEntry => {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? text(header.subarray(345, 500)) : '';
  const own = text(header.subarray(0, 100));
  const path = longer.path ?? (prefix === '' ? own : `${prefix}/${own}`);
  const to = longer.linkpath ?? text(header.subarray(157, 257));
  // A hard link names an entry of the archive, a symbolic one goes from where it is.
  if (kind === '1') return { path, link: { to, from: 'x' } };
  if (kind === '2') return { path, link: { to, from: path } };
  return kind === '0' || kind === '\0' || kind === '7' ? { path, content } : { path };
};

const text = (bytes: Buffer): string => {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
};

const sizeOf = (header: Buffer): number => {
  const digits = text(header.subarray(124, 136)).trim();
  if (!/^[0-7]{1,12}$/.test(digits)) throw new Refusal('the .tgz is broken: an odd size, or no tar archive');
  return Number.parseInt(digits, 8);
};

/** The sum over a header's bytes, with spaces in the place of the sum itself. */
const hasItsSum = (header: Buffer): boolean => {
  const told = Number.parseInt(text(header.subarray(148, 156)).trim(), 8);
  return told === header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
};
