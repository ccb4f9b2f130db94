import { hasKeyword, pluginKeyword } from '../discover-plugins.js';
import { pluginName } from '../plugin-name.js';
import { readManifest } from '../read-plugin.js';
import { Refusal } from '../refusal.js';
import { inRange } from './version-range.js';

/** What a plugin is to run with: the versions of Dialtone (and of its contract's package, which are one) and of Node. */
export interface RunsWith {
  readonly dialtoneVersion: string;
  readonly nodeVersion: string;
}
export interface Manifest {
  readonly name: string;
  readonly packageName: string;
  readonly version: string;
}

/**
 * The rules for the package.json of a plugin that somebody else made, checked before anything of it is run. Gives its names; throws a `Refusal`
 * that names the field.
 */
export const obeysRules = (manifest: unknown, runsWith: RunsWith): Manifest => {
  const { version } = readManifest(manifest);
  const packageName = fieldOf(manifest, 'name');
  const name = typeof packageName === 'string' ? pluginName(packageName) : undefined;
  if (typeof packageName !== 'string' || name === undefined)
    throw say(`name must be dialtone-plugin-NAME or @SCOPE/dialtone-plugin-NAME, not ${JSON.stringify(packageName)}`);
  if (!hasKeyword(manifest)) throw say(`keywords must hold "${pluginKeyword}"`);
  refuseScripts(manifest);
  refuseDependencies(manifest);
  const peers = fieldOf(manifest, 'peerDependencies');
  const engines = fieldOf(manifest, 'engines');
  const { dialtoneVersion, nodeVersion } = runsWith;
  refuseOther('engines.node', fieldOf(engines, 'node'), nodeVersion, 'this is Node');
  refuseOther(
    'peerDependencies["@dialtone/plugins"]',
    fieldOf(peers, '@dialtone/plugins'),
    dialtoneVersion,
    'this is Dialtone',
  );
  return { name, packageName, version };
};

const say = (what: string): Refusal => new Refusal(`./package.json: ${what}`);

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

const refuseScripts = (manifest: unknown): void => {
  const scripts = fieldOf(manifest, 'scripts');
  for (const script of ['preinstall', 'install', 'postinstall'])
    if (fieldOf(scripts, script) !== undefined)
      throw say(
        `scripts.${script} must go: Dialtone never runs scripts of a package, so it would work without them or not at all`,
      );
};

/** One copy of each is shared with Dialtone, or is no business of a plugin. */
const shared = ['@dialtone/plugins', '@dialtone/core', 'rxjs', 'inversify', 'tsyringe'];

const refuseDependencies = (manifest: unknown): void => {
  for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies']) {
    const value = fieldOf(manifest, field);
    const names = Array.isArray(value) ? value : Object.keys(Object(value));
    const found = shared.find((name) => names.includes(name));
    if (found === '@dialtone/plugins')
      throw say(`${field} brings its own copy of the contract: move @dialtone/plugins to peerDependencies`);
    if (found !== undefined) throw say(`${field} must not hold ${found}: a plugin is given all that it needs`);
    if (Array.isArray(value)) continue;
    // npm would run git for some, and read this machine's files for others.
    const odd = names.find((name) => !/^(?:npm:(?:@[^:/]+\/)?)?[^:/]*$/.test(String(fieldOf(value, name))));
    if (odd !== undefined) throw say(`${field}["${printable(odd)}"] must be a version of a package in the registry`);
  }
};

const printable = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 80);

const refuseOther = (field: string, range: unknown, version: string, what: string): void => {
  if (range === undefined) return;
  const takes = typeof range === 'string' ? inRange(range, version) : undefined;
  const written = printable(JSON.stringify(range));
  if (takes === undefined)
    throw say(`${field} is ${written}, which cannot be read here: write it as *, 1.2.3, ^1.2.3, ~1.2.3 or >=1.2.3`);
  if (!takes) throw say(`${field} is ${written}, but ${what} ${version}: ask its author for an edition that takes it`);
};
