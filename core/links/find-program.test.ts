import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findProgram } from './find-program.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-find-'));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'a', 'pppd'), { recursive: true });
mkdirSync(join(folder, 'b'));
writeFileSync(join(folder, 'b', 'pppd'), '');
chmodSync(join(folder, 'b', 'pppd'), 0o644);
mkdirSync(join(folder, 'c'));
writeFileSync(join(folder, 'c', 'pppd'), '');
chmodSync(join(folder, 'c', 'pppd'), 0o755);

describe('findProgram', () => {
  it('takes the first that may be run', () => {
    expect(findProgram('pppd', ['/nowhere', ...['a', 'b', 'c'].map((name) => join(folder, name))])).toBe(
      join(folder, 'c', 'pppd'),
    );
    expect(findProgram('pppd', [join(folder, 'a')])).toBeUndefined();
  });

  it('looks where programs are', () => {
    expect(findProgram('true')).toMatch(/^\/.*\/true$/);
  });
});
