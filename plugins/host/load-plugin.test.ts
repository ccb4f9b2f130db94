import { execFileSync } from 'node:child_process';
import { symlink, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { discoverPlugins } from './discover-plugins.js';
import { loadPlugin, loadPlugins } from './load-plugin.js';
import { readLimits } from './read-plugin.js';
import {
  carrier,
  device,
  deviceModule,
  devicePlugin,
  type Files,
  installed,
  manifest,
  onePackage,
} from './temp-packages.test.helper.js';

const devicesOnly = manifest({ devices: './devices.js' });
const carriersOnly = manifest({ carriers: ['./x.json'] });
const said = async (files: Files) => {
  const outcome = await loadPlugin(await onePackage(files));
  return outcome.kind === 'refused' ? outcome.because : outcome.kind;
};

it('loads devices and carriers, each with the short name of its plugin', async () => {
  const found = await onePackage({
    'package.json': manifest({ devices: './devices.js', carriers: ['./x.json'] }),
    'devices.js': deviceModule(devicePlugin(device)),
    'x.json': carrier,
  });
  expect(await loadPlugin(found)).toEqual({
    kind: 'loaded',
    name: 'acme',
    version: '1.2.3',
    devices: [{ plugin: 'acme', value: device }],
    carriers: [{ plugin: 'acme', value: carrier }],
  });
});

it.each<[string, Files, string]>([
  ['a broken package.json', { 'package.json': '{' }, 'plugin acme: ./package.json: cannot be read as JSON'],
  ['a package.json that is no object', { 'package.json': '3' }, 'plugin acme: ./package.json: must be an object'],
  ['no version', { 'package.json': { dialtone: {} } }, 'plugin acme: ./package.json: version is missing'],
  [
    'no field',
    { 'package.json': { version: '1.0.0' } },
    'plugin acme: ./package.json: dialtone must be Object, not undefined',
  ],
  [
    'an unknown field',
    { 'package.json': manifest({ devices: './x.js', colour: 1 }) },
    'plugin acme: ./package.json: dialtone.colour is not a field of contract 1',
  ],
  ['a file that is not there', { 'package.json': carriersOnly }, 'plugin acme: ./x.json: does not exist'],
  [
    'a path that leads out',
    { 'package.json': manifest({ carriers: ['./../x.json'] }) },
    'plugin acme: ./../x.json: points outside the package',
  ],
  [
    'a carrier that is no JSON',
    { 'package.json': carriersOnly, 'x.json': '{,' },
    'plugin acme: ./x.json: cannot be read as JSON',
  ],
  [
    'a carrier with an unknown field',
    { 'package.json': carriersOnly, 'x.json': { ...carrier, colour: 1 } },
    'plugin acme: ./x.json: colour is not a field of contract 1',
  ],
  [
    'a carrier of another contract',
    { 'package.json': carriersOnly, 'x.json': { contract: 9 } },
    'plugin acme: ./x.json: contract is 9, but this Dialtone speaks 1: update Dialtone',
  ],
  [
    'a directory in place of a file',
    { 'package.json': carriersOnly, 'x.json/y': '' },
    'plugin acme: ./x.json: is not a regular file',
  ],
  [
    'a module that throws',
    { 'package.json': devicesOnly, 'devices.js': 'throw new Error("no\\nluck")' },
    'plugin acme: ./devices.js: threw when it was loaded (no)',
  ],
  [
    'a module that throws something odd',
    { 'package.json': devicesOnly, 'devices.js': 'throw Object.create(null)' },
    'plugin acme: ./devices.js: threw when it was loaded (something that cannot be printed)',
  ],
  [
    'a module with a syntax error',
    { 'package.json': devicesOnly, 'devices.js': 'export default {' },
    'plugin acme: ./devices.js: threw when it was loaded',
  ],
  [
    'no default export',
    { 'package.json': devicesOnly, 'devices.js': 'export const plugin = {};' },
    'plugin acme: ./devices.js: has no default export',
  ],
  [
    'an export that throws when it is read',
    { 'package.json': devicesOnly, 'devices.js': 'export default { get contract() { throw new Error("boo"); } };' },
    'plugin acme: could not be read (boo)',
  ],
  [
    'an unknown field of a device',
    { 'package.json': devicesOnly, 'devices.js': deviceModule(devicePlugin({ ...device, colour: 1 })) },
    'plugin acme: ./devices.js: devices[0].colour is not a field of contract 1',
  ],
])('refuses %s in a sentence that names plugin, file and field', async (_, files, because) => {
  expect(await said(files)).toContain(because);
});

it('refuses a link that leads out of the package', async () => {
  const found = await onePackage({ 'package.json': carriersOnly, '../secret.json': carrier });
  await symlink(join(dirname(found.directory), 'secret.json'), join(found.directory, 'x.json'));
  expect(await loadPlugin(found)).toMatchObject({ because: 'plugin acme: ./x.json: points outside the package' });
});

it('refuses a carrier pack of more than 1 MiB, and a pipe, without reading either', async () => {
  const huge = await onePackage({ 'package.json': carriersOnly, 'x.json': '' });
  await truncate(join(huge.directory, 'x.json'), 1024 * 1024 + 1);
  expect(await loadPlugin(huge)).toMatchObject({ because: 'plugin acme: ./x.json: is larger than 1048576 bytes' });
  const pipe = await onePackage({ 'package.json': carriersOnly });
  execFileSync('mkfifo', [join(pipe.directory, 'x.json')]);
  expect(await loadPlugin(pipe)).toMatchObject({ because: 'plugin acme: ./x.json: is not a regular file' });
});

it('does not wait for ever for a module that never finishes loading', async () => {
  const found = await onePackage({
    'package.json': devicesOnly,
    'devices.js': 'await new Promise(() => {}); export default 1;',
  });
  expect(await loadPlugin(found, { ...readLimits, importMs: 50 })).toMatchObject({
    because: 'plugin acme: ./devices.js: was not loaded within 50 ms',
  });
});

it.each(['{', { ...carrier, id: '' }])('runs no code of a package whose data is broken: %j', async (broken) => {
  const found = await onePackage({
    'package.json': manifest({ devices: './devices.js', carriers: ['./x.json'] }),
    'devices.js': 'globalThis.dialtoneRan = true; export default 1;',
    'x.json': broken,
  });
  await loadPlugin(found);
  expect(globalThis).not.toHaveProperty('dialtoneRan');
});

it('loads the good plugin beside a bad one', async () => {
  const root = await installed({
    'dialtone-plugin-bad': { 'package.json': '{' },
    'dialtone-plugin-good': { 'package.json': carriersOnly, 'x.json': carrier },
  });
  const outcomes = await loadPlugins(await discoverPlugins([root]));
  expect(outcomes.map(({ kind, name }) => `${name} ${kind}`)).toEqual(['bad refused', 'good loaded']);
});

it('refuses both of two packages that share a short name', async () => {
  const pack = { 'package.json': carriersOnly, 'x.json': carrier };
  const root = await installed({ 'dialtone-plugin-acme': pack, '@somebody/dialtone-plugin-acme': pack });
  const because =
    'plugin acme: @somebody/dialtone-plugin-acme and dialtone-plugin-acme have the same short name: uninstall one';
  expect(await loadPlugins(await discoverPlugins([root]))).toEqual([
    { kind: 'refused', name: 'acme', because },
    { kind: 'refused', name: 'acme', because },
  ]);
});
