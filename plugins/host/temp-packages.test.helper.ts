import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FoundPlugin } from './discover-plugins.js';

/** Files of one package by their path; an object is written as JSON. */
export type Files = Readonly<Record<string, string | object>>;

/** A `node_modules` directory of its own with these packages in it, gone when the test ends. */
export const installed = async (packages: Readonly<Record<string, Files>>): Promise<string> => {
  const place = await mkdtemp(join(tmpdir(), 'dialtone-host-'));
  onTestFinished(() => rm(place, { recursive: true, force: true }));
  const root = join(place, 'node_modules');
  for (const [name, files] of Object.entries(packages)) await write(join(root, name), files);
  return root;
};

/** One package, as discovery would give it. */
export const onePackage = async (files: Files, name = 'acme'): Promise<FoundPlugin> => {
  const packageName = `dialtone-plugin-${name}`;
  const root = await installed({ [packageName]: files });
  return { name, packageName, directory: join(root, packageName), edition: '', origin: 'bundled' };
};

/**
 * Makes `@dialtone/plugins` importable for the packages of a root, as an installation would. It is the built package: those
 * packages are imported by Node itself, which reads no TypeScript.
 */
export const withContract = (root: string): Promise<void> =>
  write(join(root, '@dialtone', 'plugins'), {
    'package.json': { type: 'module', exports: './index.js' },
    'index.js': `export * from '${new URL('../dist/index.js', import.meta.url).href}';`,
  });

export const manifest = (dialtone: object, more: object = {}) => ({
  version: '1.2.3',
  type: 'module',
  keywords: ['dialtone-plugin'],
  dialtone,
  ...more,
});

export const carrier = {
  contract: 1,
  id: 'acme-mobile',
  carrier: 'Acme Mobile',
  source: 'the leaflet',
  match: { mccmnc: ['00101'] },
  profiles: [{ name: 'Internet', apn: 'internet', auth: { allow: ['none'] } }],
};

export const device = {
  id: 'acme-1',
  model: 'Acme 1',
  source: 'the datasheet',
  match: {
    usb: [
      { vendor: 'ffff', product: '2000' },
      { vendor: 'ffff', product: '0031' },
    ],
  },
  modeSwitch: { method: 'eject', becomes: ['0031'] },
  ports: { 0: 'diag', 1: 'at', 3: 'data' },
};

export const devicePlugin = (...devices: readonly object[]) => ({ contract: 1, vendor: 'Acme', devices });

/** A device module as a file: its default export as a literal. */
export const deviceModule = (value: unknown): string => `export default ${JSON.stringify(value)};\n`;

const write = async (directory: string, files: Files): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), typeof content === 'string' ? content : JSON.stringify(content));
  }
};
