import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { carrierSchema, deviceSchema, type Trait } from './contract/index.js';
import { discoverPlugins, loadPlugins, pluginName } from './host/index.js';
import { installed, withContract } from './host/temp-packages.test.helper.js';

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');

it('the smallest plugins of the README load as they stand there', async () => {
  const blocks = [...readme.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, file, text]) => [file, text]);
  const root = await installed({ 'dialtone-plugin-acme': Object.fromEntries(blocks) });
  await withContract(root);
  const [outcome] = await loadPlugins(await discoverPlugins([root]));
  expect(outcome).not.toHaveProperty('because');
  expect(outcome).toMatchObject({
    kind: 'loaded',
    name: 'acme',
    devices: [
      { plugin: 'acme', value: { id: 'acme-1', quirks: [{ id: 'quiet-storage' }, { id: 'quiet-storage-again' }] } },
    ],
    carriers: [{ plugin: 'acme', value: { id: 'acme-mobile' } }],
  });
});

it('names packages as the host does', () => {
  const rows = [...readme.matchAll(/^\| `(\S+)` *\| `(\S+)` *\|$/gm)].map(([, name, short]) => [name, short]);
  expect(rows).toHaveLength(3);
  for (const [name = '', short] of rows) expect(pluginName(name)).toBe(short);
});

it.each([
  ['A device', [...Object.keys(deviceSchema.entries), 'extends' satisfies keyof { extends: Trait[] }]],
  ['A carrier', Object.keys(carrierSchema.entries).filter((field) => field !== '$schema' && field !== 'contract')],
])('the table of "%s" has every field', (heading, fields) => {
  const section = readme.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const named = [...section.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`(\w+)/g)].map(([, name]) => name),
  );
  expect([...new Set(named)].sort()).toEqual([...fields].sort());
});
