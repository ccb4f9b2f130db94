import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { writeNote } from './installed/plugin-note.js';
import { addedFolder, type PluginPlaces } from './installed/plugin-places.js';
import { treeDigest } from './installed/tree-digest.js';
import type { Files } from './temp-packages.test.helper.js';

/** Places of their own, empty, gone when the test ends; `work` beside them is for what is to be installed. */
export const places = async (): Promise<PluginPlaces & { readonly work: string }> => {
  const root = await mkdtemp(join(tmpdir(), 'dialtone-places-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, 'work'));
  return { state: join(root, 'state'), files: join(root, 'etc', 'plugins'), work: join(root, 'work') };
};

/** A package as an installation leaves it, without npm. */
export const putAdded = async (
  { state }: PluginPlaces,
  files: Files,
  { name = 'acme', consented = true } = {},
): Promise<string> => {
  const prefix = join(addedFolder({ state }), `.${name}-1`);
  const directory = join(prefix, 'node_modules', `dialtone-plugin-${name}`);
  await writeFiles(directory, files);
  const digest = await treeDigest(join(prefix, 'node_modules'));
  await writeNote(prefix, { package: `dialtone-plugin-${name}`, version: '1.2.3', consented, digest });
  await symlink(`.${name}-1`, join(addedFolder({ state }), name));
  return directory;
};

export const writeFiles = async (directory: string, files: Files): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true, mode: 0o755 });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(join(directory, path), text, { mode: 0o644 });
  }
};

/** All that is below both places, sorted: what an installation must not leave behind. */
export const leftIn = async ({ state, files }: PluginPlaces): Promise<readonly string[]> => {
  const all = await Promise.all([state, files].map((path) => readdir(path, { recursive: true }).catch(() => [])));
  return all.flat().toSorted();
};
