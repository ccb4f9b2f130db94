import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../facts/usage-error.js';
import { secretFile } from './secret-file.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const read = (path: string): { readonly secret: string; readonly warnings: readonly string[] } => {
  const warnings: string[] = [];
  return { secret: secretFile(path, (sentence) => warnings.push(sentence)), warnings };
};
const refusal = (path: string): string => {
  try {
    read(path);
  } catch (error) {
    if (error instanceof UsageError) return error.message.replaceAll(folder, '');
    throw error;
  }
  return 'taken';
};

describe('secretFile', () => {
  it.each([
    ['s3cret\n', 's3cret'],
    ['s3cret\r\n', 's3cret'],
    ['s3cret', 's3cret'],
    [' with spaces ', ' with spaces '],
  ])('takes one line and drops its end: %j', (text, secret) => {
    expect(read(file('one-line', text))).toEqual({ secret, warnings: [] });
  });

  it('warns when every user may read it, without its text', () => {
    const { secret, warnings } = read(file('open', 's3cret', 0o644));
    expect(secret).toBe('s3cret');
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('chmod 600');
    expect(warnings[0]).not.toContain('s3cret');
  });

  it('refuses what is no small file of one line, and never says what is in it', () => {
    expect(refusal(file('two', 's3cret\nmore\n'))).toBe('The file "/two" has more than one line.');
    expect(refusal(file('empty', '\n'))).toBe('The file "/empty" is empty.');
    expect(refusal(file('long', 'x'.repeat(1025)))).toBe('The file "/long" is longer than 1024 bytes.');
    expect(refusal(join(folder, 'nowhere'))).toBe('The file "/nowhere" cannot be read: it does not exist.');
    expect(refusal(folder)).toBe('"" is not a regular file.');
    expect(refusal('/dev/zero')).toBe('"/dev/zero" is not a regular file.');
    expect(refusal('a\0b')).toBe('The file "ab" cannot be read: that is no file name.');
  });

  it('does not wait for a pipe that nobody writes to', () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(refusal(pipe)).toBe('"/pipe" is not a regular file.');
  });

  it('lets no escape sequence of a file name reach the terminal', () => {
    expect(refusal('\u001b[2Jx')).toBe('The file "[2Jx" cannot be read: it does not exist.');
  });
});
