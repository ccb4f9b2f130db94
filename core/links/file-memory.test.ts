import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyBook, parseBook } from './book.js';
import { fileMemory } from './file-memory.js';

const base = mkdtempSync(join(tmpdir(), 'dialtone-memory-'));
afterAll(() => rmSync(base, { recursive: true }));

let count = 0;
const freshPlace = () => {
  count += 1;
  const directory = join(base, `state-${count}`, 'virtual');
  return { directory, file: join(directory, 'memory.json') };
};
const withText = (text: string | Uint8Array) => {
  const place = freshPlace();
  mkdirSync(place.directory, { recursive: true });
  writeFileSync(place.file, text);
  return place;
};

const imsi = '234200123456789';
const profile = { carrier: 'three-uk', apn: '3internet' };

describe('file memory', () => {
  it('remembers from one process to the next', () => {
    const { directory } = freshPlace();
    const first = fileMemory(directory, fail);
    first.keepProfile(imsi, profile);
    first.keepAnswers('MF627', 'R1', { '+CGDCONT=?': ['x'] });
    first.keepRefusedPin(imsi, '4711');
    first.keepProfileOffered(imsi);
    const next = fileMemory(directory, fail);
    expect([next.profileOffered(imsi), next.profileOffered(`${imsi}0`)]).toEqual([true, false]);
    expect([next.profile(imsi), next.answers('MF627', 'R1')]).toEqual([profile, { '+CGDCONT=?': ['x'] }]);
    expect([next.pinRefused(imsi, '4711'), next.pinRefused(imsi, '4712'), next.pinRefused(`${imsi}0`, '4711')]).toEqual(
      [true, false, false],
    );
  });

  it('has a PIN on the disk before it is sent, and off it when the SIM took it', () => {
    const { directory } = freshPlace();
    const first = fileMemory(directory, fail);
    first.keepRefusedPin(imsi, '4711');
    expect(fileMemory(directory, fail).pinRefused(imsi, '4711')).toBe(true);
    first.forgetRefusedPin(imsi, '4711');
    expect(fileMemory(directory, fail).pinRefused(imsi, '4711')).toBe(false);
  });

  it('makes nothing before there is something to remember, and then for the owner only', () => {
    const { directory, file } = freshPlace();
    const memory = fileMemory(directory, fail);
    expect(existsSync(directory)).toBe(false);
    memory.keepProfile(imsi, profile);
    expect([statSync(directory).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readdirSync(directory)).toEqual(['memory.json']);
  });

  it('neither waits for a pipe, nor reads a device or what is far too long', () => {
    const places = [
      ['mkfifo', /no regular file/, (file: string) => execFileSync('mkfifo', [file])],
      ['a device', /no regular file/, (file: string) => symlinkSync('/dev/zero', file)],
      ['a folder', /no regular file/, (file: string) => mkdirSync(file)],
      ['itself', /ELOOP/, (file: string) => symlinkSync('memory.json', file)],
      ['two megabytes', /longer than 1048576 bytes/, (file: string) => writeFileSync(file, '['.repeat(2 << 20))],
    ] as const;
    for (const [name, because, make] of places) {
      const { directory, file } = freshPlace();
      mkdirSync(directory, { recursive: true });
      make(file);
      const problems: string[] = [];
      const memory = fileMemory(directory, (sentence) => problems.push(sentence));
      memory.keepProfile(imsi, profile);
      expect(problems, name).toEqual([expect.stringMatching(because)]);
      expect(fileMemory(directory, fail).profile(imsi), name).toEqual(profile);
    }
  });

  it('gives up on a place where no directory can be made', () => {
    const problems: string[] = [];
    fileMemory('/proc/nowhere/virtual', (sentence) => problems.push(sentence)).keepProfile(imsi, profile);
    expect(problems).toEqual([expect.stringMatching(/cannot be written \(ENOENT\)/)]);
  });

  it('writes neither SIM nor PIN, and no two installations the same', () => {
    const written = [freshPlace(), freshPlace()].map(({ directory, file }) => {
      const memory = fileMemory(directory, fail);
      memory.keepProfile(imsi, profile);
      memory.keepRefusedPin(imsi, '4711');
      memory.keepProfileOffered(imsi);
      return readFileSync(file, 'utf8');
    });
    const keys = written.flatMap((text) => text.match(/[0-9a-f]{64}/g) ?? []);
    expect(new Set(keys).size).toBe(6);
    expect(written.join().replace(/[0-9a-f]{64}/g, '')).not.toMatch(/\d{4}/);
  });

  it.each([
    ['damaged', '{"version":1,"salt":'],
    ['damaged', '[]'],
    ['damaged', '{"version":1,"salt":"","answers":[],"profiles":[],"refusedPins":[]}'],
    ['newer', '{"version":2,"all":"different"}'],
  ])('puts a %s file aside and starts empty: %s', (word, text) => {
    const { directory, file } = withText(text);
    const said: string[] = [];
    const memory = fileMemory(directory, (sentence) => said.push(sentence));
    expect(memory.profile(imsi)).toBeUndefined();
    expect(readFileSync(`${file}.aside`, 'utf8')).toBe(text);
    expect(said).toEqual([expect.stringContaining(word)]);
    memory.keepProfile(imsi, profile);
    expect(fileMemory(directory, fail).profile(imsi)).toEqual(profile);
  });

  it('starts empty with whatever it finds', () =>
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json(), almostBook), (content) => {
        const { directory } = withText(content);
        const memory = fileMemory(directory);
        expect([memory.answers('m', 'r'), memory.profile(imsi)]).toEqual([{}, undefined]);
        rmSync(directory, { recursive: true });
      }),
      { numRuns: 40 },
    ));

  it('lasts as long as the process where nothing can be written, and says so once', () => {
    const directory = join(withText('a file in the way').file, 'state');
    const said: string[] = [];
    const memory = fileMemory(directory, (sentence) => said.push(sentence));
    memory.keepProfile(imsi, profile);
    memory.keepProfile('another', profile);
    expect(memory.profile(imsi)).toEqual(profile);
    expect(said).toEqual([expect.stringMatching(/cannot be written \(ENOTDIR\)/)]);
  });

  it('keeps the last edition and leaves no half one when writing fails', () => {
    const { directory, file } = freshPlace();
    fileMemory(directory, fail).keepProfile(imsi, profile);
    const memory = fileMemory(directory, () => undefined);
    rmSync(file);
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    memory.keepProfile('another', profile);
    expect(readdirSync(directory)).toEqual(['memory.json']);
    expect(memory.profile('another')).toEqual(profile);
  });
});

const fail = (sentence: string) => {
  throw new Error(sentence);
};

/** Books with one field of another kind. */
const almostBook = fc
  .record({
    version: fc.constantFrom(1, 0, '1'),
    salt: fc.constantFrom('0'.repeat(64), 'zz', 5),
    answers: fc.constantFrom([], [{ model: 'm', revision: 'r', answers: { q: 'x' } }], {}),
    profiles: fc.constantFrom([], [{ sim: 's' }], 'x'),
    refusedPins: fc.constantFrom([], [1]),
    offered: fc.constantFrom([], [1], undefined),
  })
  .map((book) => JSON.stringify(book));

describe('parseBook', () => {
  it('reads what was written and nothing else', () => {
    const book = {
      version: 1,
      salt: 'a'.repeat(64),
      answers: [{ model: 'm', revision: 'r', answers: { q: ['x'] } }],
      profiles: [{ sim: 's', carrier: 'c', apn: '' }],
      refusedPins: ['p'],
      offered: ['s'],
    };
    expect(parseBook(JSON.stringify(book))).toEqual(book);
    for (const [field, wrong] of Object.entries({
      version: 0,
      salt: 'b',
      answers: [{ model: 'm', revision: 'r', answers: { q: [1] } }],
      profiles: [{}],
      refusedPins: [1],
      offered: [1],
    })) {
      expect(parseBook(JSON.stringify({ ...book, [field]: wrong }))).toBe('damaged');
    }
  });

  it('reads a book from before profiles were offered', () => {
    const { offered, ...before } = emptyBook('a'.repeat(64));
    expect(parseBook(JSON.stringify(before))).toEqual({ ...before, offered });
  });
});
