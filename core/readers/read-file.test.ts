import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBytes, readFile } from './read-file.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dialtone-read-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const started = 'May 27 10:30:17 host pppd[7]: pppd 2.4.5 started by root, uid 0';

describe('a file', () => {
  it('is read line by line, whatever its line ends', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { kinds, lines, understood } = await readFile(written('log', `${started}${end}${started}${end}`));
      expect({ kinds, lines, understood }).toEqual({ kinds: ['pppd'], lines: 2, understood: 2 });
    }
  });

  it('gives its last line without a line end', async () => {
    expect(await readFile(written('cut', started))).toMatchObject({ lines: 1, understood: 1 });
  });

  it('that is no text says so, and tells nothing', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => at % 7);
    expect(await readFile(written('image', bytes))).toMatchObject({ trouble: 'is no text', facts: [] });
  });

  it('that is empty, or a device, says so', async () => {
    expect(await readFile(written('empty', ''))).toMatchObject({ trouble: 'is empty', lines: 0 });
    expect(await readFile('/dev/null')).toMatchObject({ trouble: 'is no regular file' });
  });

  it('that is a pipe is read until its writer closes it', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    execFileSync('sh', ['-c', `(printf '${started}\\n' > '${path}') >/dev/null 2>&1 &`]);
    expect(await readFile(path)).toMatchObject({ understood: 1 });
  });

  it('that is not there is for the caller to tell', async () => {
    await expect(readFile(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of one endless line is read to a limit, and what follows it still', async () => {
    const piece = Buffer.alloc(1 << 20, 'x');
    async function* endless() {
      for (let count = 0; count < 200; count += 1) yield piece;
      yield Buffer.from(`\n${started}\n`);
    }
    const before = process.memoryUsage().heapUsed;
    const read = await readBytes('endless', endless());
    expect(read).toMatchObject({ lines: 2, understood: 1 });
    expect(read.trouble).toMatch(/^has lines of more than \d+ characters/);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
  });

  it('with half a character at the end of a chunk keeps it whole', async () => {
    const [first, second] = [Buffer.from([0x61, 0xc3]), Buffer.from([0xa9, 0x0a])];
    async function* halves() {
      yield first;
      yield second;
    }
    expect(await readBytes('halves', halves())).toMatchObject({ lines: 1 });
  });
});
