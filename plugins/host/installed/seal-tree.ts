import { chmod, readFile, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Refusal } from '../refusal.js';
import { installLimits } from './install-limits.js';
import { treeDigest } from './tree-digest.js';
import { treeEntries } from './tree-entries.js';

export type TreeLimits = { readonly [K in 'unpackedBytes' | 'files']: number };

/**
 * Makes what npm has unpacked into what may be kept: nobody but its owner may change it, it is not too large, no link leads out, and no second copy of
 * the contract is in it, under whatever name (its classes and tables would be others than the host's). Gives its digest; throws a `Refusal`.
 */
export const sealTree = async (modules: string, limits: TreeLimits = installLimits): Promise<string> => {
  const entries = await treeEntries(modules);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length > limits.files)
    throw new Refusal(`holds more than ${limits.files} files with all that it depends on`);
  if (bytes > limits.unpackedBytes)
    throw new Refusal(`is larger than ${limits.unpackedBytes} bytes with all that it depends on`);
  await chmod(modules, 0o755);
  for (const { path, kind, mode } of entries) {
    const whole = join(modules, path);
    if (kind === 'link') await refuseWayOut(modules, whole, path);
    else if ((mode & 0o7022) !== 0) await chmod(whole, mode & 0o755);
    if (kind === 'file' && path.endsWith('/package.json')) await refuseContract(whole, path);
  }
  return treeDigest(modules, entries);
};

const refuseWayOut = async (modules: string, whole: string, path: string): Promise<void> => {
  const target = await realpath(whole).catch(() => resolve(dirname(whole), '..'));
  if (!target.startsWith(`${await realpath(modules)}${sep}`)) throw new Refusal(`${path}: is a link that leads out`);
};

const refuseContract = async (file: string, path: string): Promise<void> => {
  if (/"name"\s*:\s*"@dialtone\/plugins"/.test(await readFile(file, 'utf8')))
    throw new Refusal(
      `brings its own copy of the contract (${dirname(path)}): name @dialtone/plugins in peerDependencies, and nowhere else`,
    );
};
