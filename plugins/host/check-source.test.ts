import { join } from 'node:path';
import { expect, it } from 'vitest';
import { places, writeFiles } from './added-plugin.test.helper.js';
import { checkSource } from './check-source.js';
import { carrier, device, deviceModule, devicePlugin, type Files, manifest } from './temp-packages.test.helper.js';

const checked = async (files: Files, source: string, allowCode = false) => {
  const { work } = await places();
  await writeFiles(work, files);
  return checkSource(join(work, source), { allowCode, dialtoneVersion: '0.1.0' });
};
const named = { name: 'dialtone-plugin-acme' };
const both = {
  'package.json': manifest({ devices: './devices.js', carriers: ['./x.json'] }, named),
  'devices.js': `globalThis.dialtoneChecked = true;${deviceModule(devicePlugin(device))}`,
  'x.json': carrier,
};

it('reads a directory in place, and names the module that it does not run', async () => {
  expect(await checked(both, '.')).toMatchObject({
    kind: 'fine',
    plugin: { name: 'acme', version: '1.2.3', devices: [], carriers: [{}] },
    notRun: './devices.js',
  });
  expect(globalThis).not.toHaveProperty('dialtoneChecked');
});

it('runs it when that is allowed', async () => {
  const outcome = await checked({ ...both, 'devices.js': deviceModule(devicePlugin(device)) }, '.', true);
  expect(outcome).toMatchObject({ kind: 'fine', plugin: { devices: [{}], carriers: [{}] } });
  expect(outcome).not.toHaveProperty('notRun');
});

it('checks devices that are JSON without running anything', async () => {
  const files = { 'package.json': manifest({ devices: './d.json' }, named), 'd.json': devicePlugin(device) };
  const outcome = await checked(files, '.');
  expect(outcome).toMatchObject({ kind: 'fine', plugin: { devices: [{ plugin: 'acme' }] } });
  expect(outcome).not.toHaveProperty('notRun');
});

it.each<[Files, string, string]>([
  [{ 'a.carrier.json': { ...carrier, id: '' } }, 'a.carrier.json', 'plugin a: a.carrier.json: id must be'],
  [
    { ...both, 'x.json': { ...carrier, contract: 0 } },
    '.',
    'plugin acme: ./x.json: contract is 0, but this Dialtone speaks 1: ask',
  ],
  [{ 'package.json': manifest({ carriers: ['./x.json'] }) }, '.', './package.json: name must be'],
  [{}, '.', './package.json: does not exist'],
  [{}, 'absent', 'absent does not exist'],
  [
    {
      'package.json': manifest({ devices: './d.json' }, named),
      'd.json': devicePlugin({ ...device, quirks: [{ id: 'q', because: 'b', when: 'woken', run: 'x' }] }),
    },
    '.',
    'plugin acme: ./d.json: devices[0].quirks[0].run must be a generator function',
  ],
])('refuses %j', async (files, source, sentence) => {
  expect(await checked(files, source)).toMatchObject({ kind: 'refused', because: expect.stringContaining(sentence) });
});

it('takes one file as it is', async () => {
  expect(await checked({ 'a.carrier.json': carrier }, 'a.carrier.json')).toMatchObject({
    kind: 'fine',
    plugin: { name: 'a' },
  });
});
