import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** A carrier pack that is put into the folder of a Dialtone that runs, as a process: no restart, no replug. */
const state = temporaryState();
afterAll(state.remove);

const folder = join(state.path, 'etc', 'plugins');
const threeUk = JSON.parse(readFileSync(join(checkout(), 'plugin-three-uk/carriers/three-uk.json'), 'utf8'));
/** As an editor or a package manager does: whole, or not at all. */
const put = (name: string, content: object): void => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'new'), JSON.stringify(content), { mode: 0o644 });
  renameSync(join(folder, 'new'), join(folder, name));
};

it('goes online when the pack comes that it was lacking, and says what came, what was bad and what went', {
  timeout: 90_000,
}, async () => {
  const args = ['up', '--simulate', 'mf627@three-uk', '--disable-plugin', 'three-uk', '--json'];
  const run = dialtone(args, { stateDirectory: state.path, environment: { DIALTONE_PLUGIN_DIR: folder } });
  await run.says('"fact":"recovery.exhausted"');
  expect(run.soFar().findLast(({ fact }) => fact === 'verdict')).toMatchObject({ online: false });

  put('three.carrier.json', { ...threeUk, id: 'three', profiles: [] });
  await run.says('"fact":"plugin.refused"');
  put('three.carrier.json', { ...threeUk, id: 'three' });
  await run.says('"fact":"online"');
  expect(run.soFar().findLast(({ fact }) => fact === 'plan.resolved')).toMatchObject({
    apn: { value: 'three.co.uk', plugin: 'three' },
  });

  rmSync(join(folder, 'three.carrier.json'));
  await run.says('"fact":"plugin.unloaded"');
  run.signal('SIGTERM');
  const { status, stderr, facts } = await run.ended;
  expect([status, stderr]).toEqual([0, '']);
  const told = facts.filter(({ fact }) => fact.startsWith('plugin.'));
  expect(told).toMatchObject([
    {
      fact: 'plugin.refused',
      plugin: 'three',
      because: 'plugin three: three.carrier.json: profiles must not be empty',
    },
    { fact: 'plugin.loaded', plugin: 'three', version: 'file' },
    { fact: 'plugin.unloaded', plugin: 'three' },
  ]);
  expect(facts.filter(({ fact }) => fact === 'usb.plugged')).toHaveLength(1);
});
