import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dialtone, temporaryState } from './dialtone.js';

/** `dialtone plugin new`, as a process without a terminal. */
const state = temporaryState();
afterAll(state.remove);
const plugin = (...args: readonly string[]) => dialtone(['plugin', ...args], { stateDirectory: state.path }).ended;
const make = (...args: readonly string[]) => plugin('new', ...args, '--into', state.path);
const carrier = ['--carrier', 'Acme Mobile', '--mccmnc', '00101, 00102', '--apn', 'internet'];
const message = '55534243123456780000000000000011062000000100000000000000000000';
const device = ['--vendor', 'Acme', '--model', 'A1', '--modem-usb', 'FFFF:0031', '--ports', '0=diag, 1=at,3=data'];

describe('dialtone plugin new', () => {
  it.each([
    ['carrier', 'plain', carrier, 'mf627@plain'],
    ['carrier', 'with-user', [...carrier, '--user', 'web', '--password', 'web'], 'mf627@with-user'],
    ['device', 'simple', device, 'simple@three-uk'],
    ['device', 'cd-rom', [...device, '--usb', 'ffff:2000'], 'cd-rom@three-uk'],
    ['device', 'by-message', [...device, '--usb', 'ffff:2000', '--switch', message], 'by-message@three-uk'],
  ])(
    'a %s, %s: a package whose own test passes',
    async (kind, name, flags, stick) => {
      const made = await make(kind, name, ...flags);
      expect([made.status, made.stderr]).toEqual([0, '']);
      const folder = join(state.path, `dialtone-plugin-${name}`);
      expect(made.stdout).toContain(`dialtone plugin test ${folder}\n`);
      expect((await plugin('check', folder)).stdout).toBe(`${name} 0.1.0  ${kind} ${name}\n`);
      const tried = await plugin('test', folder);
      expect([tried.status, tried.stdout]).toEqual([0, expect.stringMatching(new RegExp(`^ok   ${stick}: online`))]);
      // What its README says is there, and npm would pack it.
      expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(stick);
      const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--offline', '--logs-max=0'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const files: readonly { readonly path: string }[] = JSON.parse(packed)[0].files;
      expect(files.map(({ path }) => path).toSorted()).toEqual(readdirSync(folder).toSorted());
    },
    60_000,
  );

  it('takes to the letter what was said', async () => {
    await make(
      'device',
      'letter',
      ...device,
      '--usb',
      'ffff:2000',
      '--switch',
      message.toUpperCase(),
      '--source',
      'me',
    );
    const folder = join(state.path, 'dialtone-plugin-letter');
    expect(JSON.parse(readFileSync(join(folder, 'devices.json'), 'utf8')).devices).toMatchObject([
      {
        id: 'letter',
        model: 'A1',
        source: 'me',
        match: {
          usb: [
            { vendor: 'ffff', product: '2000' },
            { vendor: 'ffff', product: '0031' },
          ],
        },
        modeSwitch: { method: 'message', message, becomes: ['0031'] },
        ports: { 0: 'diag', 1: 'at', 3: 'data' },
      },
    ]);
    await make('carrier', 'said', ...carrier, '--user', 'web', '--password', 'pass word');
    expect(JSON.parse(readFileSync(join(state.path, 'dialtone-plugin-said/said.json'), 'utf8'))).toMatchObject({
      id: 'said',
      carrier: 'Acme Mobile',
      match: { mccmnc: ['00101', '00102'] },
      profiles: [{ apn: 'internet', auth: { allow: ['chap', 'pap'], user: 'web', password: 'pass word' } }],
    });
  });

  it.each([
    [['carrier', 'x'], 'This has to be said as well: --carrier (what people call the carrier), --mccmnc ('],
    [['carrier', 'x', ...carrier.slice(0, 4), '--apn', 'a"b'], 'plugin x: ./x.json: profiles[0].apn must be an APN'],
    [
      ['carrier', 'x', '--carrier', 'X', '--mccmnc', '1', '--apn', 'a'],
      'match.mccmnc[0] must be MCC and MNC: five or six',
    ],
    [
      ['device', 'x', ...device.slice(0, 6), '--ports', '1=modem'],
      'plugin x: ./devices.json: devices[0].ports.1 must be',
    ],
    [['carrier', '../x', ...carrier], '"../x" is no name for a plugin'],
    [['carrier', 'x', ...carrier, '--into', '/nowhere'], '/nowhere/dialtone-plugin-x cannot be made (ENOENT)'],
  ])('%j: a sentence, status 2, and nothing is left', async (args, sentence) => {
    const { status, stdout, stderr } = await (args.includes('--into') ? plugin('new', ...args) : make(...args));
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(sentence)]);
    expect(existsSync(join(state.path, 'dialtone-plugin-x'))).toBe(false);
  });

  it('never writes over what is there', async () => {
    const folder = join(state.path, 'dialtone-plugin-mine');
    expect((await make('carrier', 'mine', ...carrier)).status).toBe(0);
    rmSync(join(folder, 'mine.json'));
    const again = await make('carrier', 'mine', ...carrier);
    expect([again.status, again.stderr]).toEqual([2, `${folder} is there already: give another name, or remove it.\n`]);
    expect(readdirSync(folder)).toEqual(['README.md', 'package.json']);
  });
});
