import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { misbehaviours, samplesOf } from '../core/sim/misbehaviours.js';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** `dialtone plugin`, as a process. */
const state = temporaryState();
afterAll(state.remove);
const folder = join(state.path, 'plugins');
const threeUk = JSON.parse(readFileSync(join(checkout(), 'plugin-three-uk/carriers/three-uk.json'), 'utf8'));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content), { mode: 0o644 });
  return path;
};
beforeAll(() => {
  mkdirSync(folder);
});

const plugin = (...args: readonly string[]) =>
  dialtone(['plugin', ...args], { stateDirectory: state.path, environment: { DIALTONE_PLUGIN_DIR: folder } }).ended;

describe('dialtone plugin', () => {
  it('list: what is there, in a package and in a file, and why one was refused', async () => {
    file('acme.carrier.json', { ...threeUk, id: 'acme' });
    file('bad.carrier.json', { ...threeUk, contract: 2 });
    const { status, stdout, stderr } = await plugin('list');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'acme (one file)  carrier acme',
      expect.stringMatching(/^bad {2}refused: plugin bad: bad\.carrier\.json: contract is 2, but /),
      expect.stringMatching(/^three-uk \d.* {2}carrier three-uk$/),
      expect.stringMatching(/^zte \d.* {2}\d+ devices mf627, /),
      '',
    ]);
    const rows = (await plugin('list', '--json')).stdout.trim().split('\n');
    expect(rows.map((row) => JSON.parse(row))[0]).toEqual({
      plugin: 'acme',
      version: 'file',
      devices: [],
      carriers: ['acme'],
    });
  });

  it('check: a good one, a bad one with its field, one that is not there, and a name that says nothing', async () => {
    const good = await plugin('check', file('mine.carrier.json', threeUk));
    expect([good.status, good.stdout]).toEqual([0, 'mine (one file)  carrier three-uk\n']);
    const bad = await plugin('check', file('mine.carrier.json', { ...threeUk, profiles: [] }));
    expect([bad.status, bad.stderr]).toEqual([1, 'plugin mine: mine.carrier.json: profiles must not be empty\n']);
    const absent = await plugin('check', join(folder, 'absent.carrier.json'));
    expect([absent.status, absent.stderr]).toEqual([2, `${join(folder, 'absent.carrier.json')} does not exist.\n`]);
    const odd = await plugin('check', file('odd.json', {}));
    expect([odd.status, odd.stderr]).toEqual([
      2,
      expect.stringMatching(/is no plugin by its name: a file is called NAME/),
    ]);
  });

  it('check: what comes with Dialtone obeys the rules for what others write', async () => {
    for (const [folder, line] of [
      ['plugin-zte', /^zte .* devices mf627/],
      ['plugin-three-uk', /^three-uk .* carrier three-uk/],
    ] as const) {
      const { status, stdout, stderr } = await plugin('check', join(checkout(), folder));
      expect([status, stdout, stderr]).toEqual([0, expect.stringMatching(line), '']);
    }
  });

  it('test: a package, in place of the edition that is installed', async () => {
    const { status, stdout } = await plugin('test', join(checkout(), 'plugin-zte'));
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^ok {3}mf627@[a-z-]+: online after 5\.\d s\n/)]);
  });

  it('test: every run of a pack that is right, and 1 for one that cannot go online', async () => {
    const runs = 1 + Object.keys(misbehaviours).flatMap(samplesOf).length;
    const right = {
      ...threeUk,
      id: 'mine',
      match: { mccmnc: ['00101'] },
      simulation: { ...threeUk.simulation, mccmnc: '00101' },
    };
    const good = await plugin('test', file('mine.carrier.json', right));
    expect([good.status, good.stderr]).toEqual([0, '']);
    expect(good.stdout).toMatch(/^ok {3}mf627@mine: online after 5\.\d s\n/);
    const [, plan = ''] = /^ {5}plan (.*)$/m.exec(good.stdout) ?? [];
    expect(JSON.parse(plan)).toEqual({
      apn: { value: 'three.co.uk', from: 'carrier', plugin: 'mine' },
      profile: 'Mobile broadband',
      carrierApns: ['three.co.uk', '3internet'],
      passwordSet: false,
      number: { value: '*99#', from: 'carrier', plugin: 'mine' },
      cid: { value: 1, from: 'default' },
      attempt: 1,
      of: 2,
      sent: expect.arrayContaining(['1 AT+CGATT=1', '1 AT+CGDCONT=1,"IP","three.co.uk"', '3 ATD*99#']),
    });
    expect(good.stdout).toContain(`\n${runs} of ${runs} runs went well.\n`);
    const wrong = { ...right, simulation: { ...right.simulation, accepts: ['another.apn'] } };
    const bad = await plugin('test', file('mine.carrier.json', wrong));
    expect([bad.status, bad.stdout]).toEqual([
      1,
      expect.stringMatching(/^BAD {2}mf627@mine: it did not go online, though nothing went wrong\n/),
    ]);
    const { simulation: _, ...bare } = right;
    const none = await plugin('test', file('mine.carrier.json', bare));
    expect([none.status, none.stderr]).toEqual([
      2,
      expect.stringMatching(/neither a virtual twin nor a simulated network/),
    ]);
  });
});
