import { discoverPlugins, loadPlugin, simulatable } from '@dialtone/plugins/host';
import { expect, it } from 'vitest';

const found = async (name: string) => {
  const plugin = (await discoverPlugins()).find((one) => one.name === name);
  if (!plugin) throw new Error(`${name} was not found`);
  return plugin;
};

it('the two plugins of this repository are found by the host', async () => {
  expect((await discoverPlugins()).map(({ name, packageName }) => [name, packageName])).toEqual([
    ['three-uk', '@dialtone/plugin-three-uk'],
    ['zte', '@dialtone/plugin-zte'],
  ]);
});

it('Three UK is pure data: both networks, three.co.uk before 3internet, and what only this carrier needs', async () => {
  const outcome = await loadPlugin(await found('three-uk'));
  expect(outcome).not.toHaveProperty('because');
  expect(outcome).toMatchObject({
    kind: 'loaded',
    devices: [],
    carriers: [
      {
        plugin: 'three-uk',
        value: {
          id: 'three-uk',
          match: { mccmnc: ['23420', '23494'] },
          profiles: [
            { apn: 'three.co.uk', auth: { allow: ['none', 'chap'] } },
            { apn: '3internet', auth: { allow: ['none', 'chap'] } },
          ],
          init: [{ send: 'AT+CGATT=1', optional: true }],
          dial: { number: '*99#', ipcpLimitSeconds: 20 },
          recovery: [{ on: 'init.registration-denied', action: 'radio-cycle' }],
          diagnoses: [{ cause: 'registration-denied' }, { cause: 'not-registered' }],
          simulation: { mccmnc: '23420', auth: 'chap', dns: ['172.30.139.17', '172.31.139.17'] },
        },
      },
    ],
  });
});

it('the story can be simulated', async () => {
  const outcomes = await Promise.all((await discoverPlugins()).map((plugin) => loadPlugin(plugin)));
  expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([]);
  const loaded = outcomes.filter((outcome) => outcome.kind === 'loaded');
  expect(simulatable(loaded).map(({ name }) => name)).toEqual(['mf627@three-uk']);
});
