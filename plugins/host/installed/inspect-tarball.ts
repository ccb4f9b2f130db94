import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { describeThrown, Refusal } from '../refusal.js';
import { installLimits } from './install-limits.js';
import { leadsOut, tarEntries } from './tar-entries.js';

export type TarballLimits = { readonly [K in 'tarballBytes' | 'unpackedBytes' | 'files']: number };

/**
 * Looks through a packed package before npm unpacks it, and gives its package.json. Throws a `Refusal` for one that is too large, packed or unpacked
 * (it is unpacked in memory, and no further than the limit), that is none, or in which something leads out of the package.
 */
export const inspectTarball = async (file: string, limits: TarballLimits = installLimits): Promise<unknown> => {
  const { size } = await stat(file);
  if (size > limits.tarballBytes) throw new Refusal(`is a .tgz of more than ${limits.tarballBytes} bytes`);
  const entries = tarEntries(await unpacked(await readFile(file), limits.unpackedBytes));
  if (entries.length > limits.files) throw new Refusal(`holds more than ${limits.files} files`);
  for (const { path, link } of entries) {
    if (leadsOut(path)) throw new Refusal(`the .tgz holds ${JSON.stringify(path)}, which leads out of the package`);
    if (link !== undefined && leadsOut(link.from, link.to))
      throw new Refusal(`the .tgz holds ${JSON.stringify(path)}, a link that leads out of the package`);
  }
  // The first folder of a path is left away by npm, whatever it is called; of two with one path the later one stays.
  const manifest = entries.findLast(({ path, content }) => content && /^(?:\.\/)?[^/]+\/package\.json$/.test(path));
  if (!manifest?.content) throw new Refusal('the .tgz holds no package.json');
  try {
    return JSON.parse(manifest.content.toString('utf8'));
  } catch (error) {
    throw new Refusal(`./package.json: cannot be read as JSON (${describeThrown(error)})`);
  }
};

const unpacked = async (packed: Buffer, limit: number): Promise<Buffer> => {
  try {
    return await promisify(gunzip)(packed, { maxOutputLength: limit });
  } catch (error) {
    const isLarge = error instanceof RangeError;
    throw new Refusal(isLarge ? `unpacks to more than ${limit} bytes` : `is no .tgz (${describeThrown(error)})`);
  }
};
