import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { lockFile, withLock } from './with-lock.js';

const somewhere = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'dialtone-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'plugins');
};

it('lets one at a time, names its process, and lets the next one when it has ended, badly too', async () => {
  const folder = await somewhere();
  let end = (): void => undefined;
  const first = withLock(folder, () => new Promise<void>((resolve) => (end = resolve)));
  await expect.poll(() => readdir(folder).catch(() => [])).toEqual([lockFile]);
  const { ctimeMs } = await stat(join(folder, lockFile));
  await expect(withLock(folder, async () => 1)).rejects.toThrow(
    `plugins are being changed already, by process ${process.pid}: try again when it has ended`,
  );
  // It was not even moved for a moment.
  expect((await stat(join(folder, lockFile))).ctimeMs).toBe(ctimeMs);
  end();
  await first;
  await expect(withLock(folder, () => Promise.reject(new Error('oh')))).rejects.toThrow('oh');
  expect(await withLock(folder, async () => 2)).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});

it('puts aside the lock of a process that is no more, or whose number another has now', async () => {
  const folder = await somewhere();
  const { pid } = spawnSync('true');
  for (const left of [`${pid} 12345`, `${process.pid} 1`, `${pid}`, 'nonsense', '']) {
    expect(
      await withLock(folder, async () => {
        await writeFile(join(folder, lockFile), left);
        return 1;
      }),
    ).toBe(1);
    await writeFile(join(folder, lockFile), left);
    expect(await withLock(folder, () => readFile(join(folder, lockFile), 'utf8'))).toMatch(`${process.pid} `);
    expect(await readdir(folder)).toEqual([]);
  }
});

it('of many that find a lock left behind, one gets it at a time', async () => {
  const folder = await somewhere();
  await withLock(folder, async () => undefined);
  await writeFile(join(folder, lockFile), '1 1');
  let inside = 0;
  const tries = Array.from({ length: 20 }, () =>
    withLock(folder, async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      inside -= 1;
    }),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('plugins are being changed already');
  expect(await readdir(folder)).toEqual([]);
});
