import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, timeout } from 'rxjs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { folderChanges } from './folder-changes.js';

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'dialtone-folder-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
const within = 5_000;

it.each([
  ['a file is written', (place: string) => writeFileSync(join(place, 'a.json'), '{}')],
  ['a folder is moved into it', (place: string) => renameSync(join(place, '..', 'beside'), join(place, 'a'))],
])('tells when %s', async (_what, happens) => {
  const above = folder();
  const place = join(above, 'watched');
  for (const name of ['watched', 'beside']) mkdirSync(join(above, name));
  const told = firstValueFrom(folderChanges(place).pipe(timeout(within)));
  happens(place);
  await expect(told).resolves.toBeUndefined();
});

it('tells when the folder itself comes, what then comes in it, and when it goes', async () => {
  const above = folder();
  const place = join(above, 'etc', 'plugins');
  let told = 0;
  const watching = folderChanges(place).subscribe(() => {
    told += 1;
  });
  onTestFinished(() => watching.unsubscribe());
  const more = (than: number) => vi.waitUntil(() => told > than, { timeout: within, interval: 5 });
  writeFileSync(join(above, 'noise'), '');
  mkdirSync(place, { recursive: true });
  await more(0);
  const before = told;
  writeFileSync(join(place, 'a.json'), '{}');
  await more(before);
  const then = told;
  rmSync(place, { recursive: true });
  await more(then);
});

it('tells of it however fast another process makes one folder in the other', async () => {
  const above = folder();
  const places = Array.from({ length: 120 }, (_, at) => join(above, String(at), 'etc', 'dialtone', 'plugins'));
  for (const place of places) mkdirSync(join(place, '..', '..', '..'));
  const told = new Set<string>();
  const watching = places.map((place) =>
    folderChanges(place).subscribe(() => {
      if (existsSync(join(place, 'a.json'))) told.add(place);
    }),
  );
  onTestFinished(() => {
    for (const one of watching) one.unsubscribe();
  });
  // One at a time, so that each is being watched while the next one comes.
  for (const place of places) await once(spawn('mkdir', ['-p', place]), 'exit');
  for (const place of places) writeFileSync(join(place, 'a.json'), '{}');
  await vi.waitFor(() => expect(places.filter((place) => !told.has(place))).toEqual([]), { timeout: within });
});

it('goes on telling when the folder goes and comes again before anybody could look', async () => {
  const place = join(folder(), 'plugins');
  mkdirSync(place);
  let told = 0;
  const watching = folderChanges(place).subscribe(() => {
    told += 1;
  });
  onTestFinished(() => watching.unsubscribe());
  const more = (than: number) => vi.waitUntil(() => told > than, { timeout: within, interval: 5 });
  rmSync(place, { recursive: true });
  mkdirSync(place);
  await more(0);
  const before = told;
  writeFileSync(join(place, 'a.json'), '{}');
  await more(before);
});
