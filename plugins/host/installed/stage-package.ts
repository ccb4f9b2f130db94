import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundPlugin } from '../discover-plugins.js';
import { readJson, readLimits } from '../read-plugin.js';
import { Refusal } from '../refusal.js';
import { inspectTarball } from './inspect-tarball.js';
import { type Manifest, obeysRules, type RunsWith } from './manifest-rules.js';
import type { PluginSource } from './plugin-source.js';
import { runNpm } from './run-npm.js';
import { sealTree } from './seal-tree.js';

export type PackageSource = Exclude<PluginSource, { readonly kind: 'file' }>;
export interface StageOptions extends RunsWith {
  readonly signal?: AbortSignal;
  /** Told the names as soon as they are known and before anything is fetched; what it throws ends it. */
  readonly named?: (manifest: Pick<Manifest, 'name' | 'packageName'>) => Promise<void>;
}
/** A package as npm unpacked it below a folder of its own, and as no rule has anything against it. None of it was run. */
export interface Staged extends Manifest {
  readonly prefix: string;
  readonly found: FoundPlugin;
  readonly digest: string;
}

/**
 * Gets a package, and all that it depends on, into this folder, which it makes. The rules are looked at before npm starts, where the package is on
 * this machine, and once more afterwards: what npm unpacked is what counts. Throws a `Refusal`; the folder is for the caller to remove.
 */
export const stagePackage = async (prefix: string, source: PackageSource, options: StageOptions): Promise<Staged> => {
  const { signal, named } = options;
  await mkdir(prefix);
  await chmod(prefix, 0o755);
  const { spec, packageName, name } = await specOf(prefix, source, options);
  await named?.({ name, packageName });
  signal?.throwIfAborted();
  await runNpm(prefix, spec, signal ? { signal } : {});
  await rm(join(prefix, copied), { force: true });
  const modules = join(prefix, 'node_modules');
  const directory = join(modules, packageName);
  const manifest = obeysRules(await readJson(directory, './package.json', readLimits), options);
  if (manifest.packageName !== packageName)
    throw new Refusal(`./package.json: name is ${manifest.packageName}, but it was asked for as ${packageName}`);
  const found: FoundPlugin = { name, packageName, directory, edition: '', origin: 'added' };
  return { ...manifest, prefix, found, digest: await sealTree(modules) };
};

/** What is looked at must be what npm reads: a .tgz is copied first. */
const copied = 'source.tgz';

const specOf = async (
  prefix: string,
  source: PackageSource,
  runsWith: RunsWith,
): Promise<{ readonly spec: string; readonly name: string; readonly packageName: string }> => {
  if (source.kind === 'registry') {
    const { name, packageName, range } = source;
    return { name, packageName, spec: range === undefined ? packageName : `${packageName}@${range}` };
  }
  const file = join(prefix, copied);
  if (source.kind === 'tarball') await copyFile(source.path, file);
  const manifest =
    source.kind === 'tarball' ? await inspectTarball(file) : await readJson(source.path, './package.json', readLimits);
  return { ...obeysRules(manifest, runsWith), spec: source.kind === 'tarball' ? file : source.path };
};
