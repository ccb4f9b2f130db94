import { dirname, join } from 'node:path';
import type { FoundPlugin } from '../discover-plugins.js';
import { Refusal } from '../refusal.js';
import { writableByOthers } from '../writable-by-others.js';
import { readNote } from './plugin-note.js';
import { contractLink } from './plugin-places.js';
import { treeDigest } from './tree-digest.js';
import { treeEntries } from './tree-entries.js';

/** What must hold of a plugin before a file of it is read, and before its module is run. Each throws a `Refusal` where it does not. */
export interface Trust {
  readonly mayRead: (path: string, file: string) => Promise<void>;
  readonly mayRun: (version: string, module: string) => Promise<void>;
}

/** For what comes with Dialtone: it lies beside its code, and whoever can write there can write Dialtone. And for an author's own. */
export const unconditional: Trust = { mayRead: async () => undefined, mayRun: async () => undefined };

/** What is in an added plugin, or a file, goes to modems as commands or runs as root: nobody else may be able to change it. */
export const trustOf = (found: FoundPlugin): Trust =>
  found.origin === 'bundled' ? unconditional : { mayRead: refuseIfOpen, mayRun: () => refuseUnlessAllowed(found) };

/** Throws a `Refusal` where others may change this, or a folder above it, and so what is read or put there. */
export const refuseIfOpen = async (path: string, file: string): Promise<void> => {
  // What is not there is for its reading to say.
  const open = await writableByOthers(path).catch(() => undefined);
  if (open !== undefined) throw openTo(file, open);
};

const openTo = (file: string, open: string): Refusal =>
  new Refusal(`${file}: somebody else than root may change it: chown root ${open}; chmod go-w ${open}`);

/** Only what the user allowed, as it was then to the last byte, with all that it may import. */
const refuseUnlessAllowed = async ({ directory, packageName }: FoundPlugin): Promise<void> => {
  const below = join('/node_modules', packageName);
  if (!directory.endsWith(below)) throw new Refusal(`is a link to ${directory}: remove it, then add that directory`);
  const prefix = directory.slice(0, -below.length);
  const note = await readNote(prefix);
  if (note?.consented !== true) throw new Refusal(`was never allowed to run code: dialtone plugin add ${packageName}`);
  const modules = join(prefix, 'node_modules');
  await refuseIfOpen(modules, 'node_modules');
  await refuseIfOpen(dirname(contractLink({ state: dirname(dirname(prefix)) })), '@dialtone');
  const entries = await treeEntries(modules);
  const us = process.geteuid?.();
  const open = entries.find(
    ({ kind, mode, uid }) => (uid !== 0 && uid !== us) || (kind !== 'link' && (mode & 0o022) !== 0),
  );
  if (open) throw openTo(open.path, join(modules, open.path));
  if (note.package !== packageName || (await treeDigest(modules, entries)) !== note.digest)
    throw new Refusal(`has changed since it was allowed: dialtone plugin add ${packageName}`);
};
