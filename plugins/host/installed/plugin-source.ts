import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileNamed } from '../discover-files.js';
import { pluginName } from '../plugin-name.js';
import { Refusal } from '../refusal.js';

/** From where a plugin is to come. Paths are absolute. */
export type PluginSource =
  | { readonly kind: 'registry'; readonly name: string; readonly packageName: string; readonly range?: string }
  | { readonly kind: 'tarball'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  /** A plugin that is one file of data; `name` is its short name. */
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

/**
 * What somebody wrote behind `dialtone plugin add`: a package name with or without @version, a .tgz, a directory, or a NAME.carrier.json or
 * NAME.device.json. Nothing else that npm would take (an address, a repository, an option) is taken. Throws a `Refusal`.
 */
export const pluginSource = (source: string): Promise<PluginSource> | PluginSource => {
  if (/^[a-z+-]+:|^git@/i.test(source)) throw new Refusal('is an address: download the .tgz, then add that file');
  return isPath(source) ? onDisk(resolve(source)) : fromRegistry(source);
};

/** As a shell completes it, or by an ending that no package name should have. A bare word is a package name, as it is to npm. */
const isPath = (source: string): boolean =>
  /^[./]|\.(?:tgz|tar\.gz|json)$/.test(source) || (source.includes('/') && !source.startsWith('@'));

const onDisk = async (path: string): Promise<PluginSource> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Refusal(`${path} does not exist`);
  if (found.isDirectory()) return { kind: 'directory', path };
  if (found.isFile() && /\.(?:tgz|tar\.gz)$/.test(path)) return { kind: 'tarball', path };
  const name = fileNamed(basename(path));
  if (found.isFile() && name !== undefined) return { kind: 'file', path, name };
  throw new Refusal(
    'is neither a directory nor a .tgz, nor called NAME.carrier.json or NAME.device.json with a NAME of lower-case letters, digits and dashes',
  );
};

/** npm's rules for names, without what starts with a dash; a version, range or tag without anything that could lead elsewhere. */
const written = /^((?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]*)(?:@([\w^~<>=*][\w.^~<>=*+-]{0,63}))?$/;

const fromRegistry = (source: string): PluginSource => {
  const [, packageName = '', range] = written.exec(source) ?? [];
  if (packageName === '' || packageName.length > 214)
    throw new Refusal(
      'is no package name: give NAME, NAME@VERSION, a .tgz, a directory (./DIR), or a NAME.carrier.json',
    );
  const name = pluginName(packageName);
  if (name === undefined)
    throw new Refusal(`is not what plugins are called: did you mean dialtone-plugin-${packageName.split('/').at(-1)}?`);
  return { kind: 'registry', name, packageName, ...(range === undefined ? {} : { range }) };
};
