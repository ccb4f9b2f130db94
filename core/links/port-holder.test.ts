import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { holderOf } from './port-holder.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-holder-'));
const path = join(folder, 'port');
writeFileSync(path, '');

it('names the program that has a file open, and none when nobody has it', async () => {
  expect(holderOf(path)).toBeUndefined();
  const holder = spawn('sh', ['-c', 'exec sleep 60 <"$0"', path], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await expect.poll(() => holderOf(path), { timeout: 5_000 }).toEqual({ pid: holder.pid, name: 'sleep' });
  } finally {
    holder.kill();
    await once(holder, 'close');
  }
  expect(holderOf(path)).toBeUndefined();
});

it('this process does not count', () => {
  const own = openSync(path, 'r');
  expect(holderOf(path)).toBeUndefined();
  closeSync(own);
  rmSync(folder, { recursive: true });
});

it('who has the other end of a pseudo terminal plays the modem, and does not hold it', () => {
  const proc = mkdtempSync(join(tmpdir(), 'dialtone-proc-'));
  const process = (pid: string, ...files: readonly string[]) => {
    mkdirSync(join(proc, pid, 'fd'), { recursive: true });
    writeFileSync(join(proc, pid, 'comm'), 'player\n');
    for (const [fd, file] of files.entries()) symlinkSync(file, join(proc, pid, 'fd', String(fd)));
  };
  process('4000001', '/dev/ptmx', '/dev/pts/7', '/dev/ttyUSB1');
  expect(holderOf('/dev/pts/7', proc)).toBeUndefined();
  expect(holderOf('/dev/ttyUSB1', proc)).toEqual({ pid: 4000001, name: 'player' });
  process('4000002', '/dev/pts/7');
  expect(holderOf('/dev/pts/7', proc)).toEqual({ pid: 4000002, name: 'player' });
  rmSync(proc, { recursive: true });
});

it('what cannot be read holds nothing', () => {
  expect(holderOf(path, '/no-such-proc')).toBeUndefined();
});
