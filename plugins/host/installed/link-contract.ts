import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readFile, readlink, realpath, rename, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from '../refusal.js';
import { contractLink } from './plugin-places.js';

/**
 * Makes, or mends, the link by which added plugins get the running copy of the contract: Node finds it walking up from where they lie, and resolves it
 * to the same modules that the host has. Mending is due when Dialtone was moved.
 */
export const linkContract = async (places: { readonly state: string }): Promise<void> => {
  const link = contractLink(places);
  const target = await contractPackage();
  if ((await readlink(link).catch(() => undefined)) === target) return;
  const found = await lstat(link).catch(() => undefined);
  if (found && !found.isSymbolicLink()) throw new Refusal(`${link} should be a link to ${target}: remove it`);
  await mkdir(dirname(link), { recursive: true, mode: 0o755 });
  const beside = `${link}-${randomUUID()}`;
  await symlink(target, beside);
  await rename(beside, link);
};

/** The directory of the package to which this file belongs, wherever in it the build has put it. */
const contractPackage = async (from = dirname(fileURLToPath(import.meta.url))): Promise<string> => {
  const manifest = await readFile(join(from, 'package.json'), 'utf8').catch(() => '{}');
  const { name }: { readonly name?: unknown } = JSON.parse(manifest);
  if (name === '@dialtone/plugins') return realpath(from);
  if (from === dirname(from)) throw new Error('@dialtone/plugins does not lie in its package');
  return contractPackage(dirname(from));
};
