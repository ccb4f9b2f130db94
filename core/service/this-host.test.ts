import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Standing } from './service-host.js';
import { thisHost } from './this-host.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-service-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);
const host = thisHost();
const nothing: Standing = { kind: 'nothing' };

describe('this machine', () => {
  it('holds files and links, one in the place of another, and nothing beside them', () => {
    const standings: readonly Standing[] = [
      { kind: 'file', text: 'a\n', mode: 0o640 },
      { kind: 'link', to: '/nowhere/at/all' },
      { kind: 'link', to: '/dev/null' },
      { kind: 'file', text: 'b\n', mode: 0o666 },
      nothing,
    ];
    for (const standing of standings) {
      host.place(path('deep/inside/it'), standing);
      expect(host.look(path('deep/inside/it'))).toEqual(standing);
    }
    expect(readdirSync(path('deep/inside'))).toEqual([]);
    expect(statSync(path('deep')).mode & 0o777).toBe(0o755);
    host.place(path('never/was'), nothing);
    expect(existsSync(path('never'))).toBe(false);
  });

  it('takes a folder for no file', () => {
    mkdirSync(path('folder'));
    expect(() => host.look(path('folder'))).toThrow('is no file');
  });

  it('lists and removes folders, but none that has something in it', () => {
    host.place(path('full/one'), { kind: 'file', text: '', mode: 0o644 });
    expect(host.list(path('full'))).toEqual(['one']);
    expect(host.list(path('none'))).toEqual([]);
    host.removeFolder(path('full'));
    expect(host.isFolder(path('full'))).toBe(true);
    host.place(path('full/one'), nothing);
    host.removeFolder(path('full'));
    expect(host.isFolder(path('full'))).toBe(false);
    host.removeFolder(path('full'));
  });

  it('runs programs, and says what they say when they fail', async () => {
    expect(await host.run(['true'])).toEqual({ ok: true });
    expect(await host.run(['sh', '-c', 'echo no >&2; exit 3'])).toEqual({ ok: false, because: 'no' });
  });

  it.runIf(process.geteuid?.() === 0)('finds what others may write, folders above it too', () => {
    const file = path('open/closed/file');
    host.place(file, { kind: 'file', text: '', mode: 0o644 });
    expect(host.writableByOthers(file)).toBe(undefined);
    chmodSync(path('open'), 0o777);
    expect(host.writableByOthers(file)).toBe(path('open'));
    chmodSync(file, 0o664);
    expect(host.writableByOthers(file)).toBe(file);
  });
});
