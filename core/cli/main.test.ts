import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { UsageError } from '../facts/usage-error.js';
import { type Io, main, type Runs } from './main.js';
import type { UpFlags } from './program.js';

type Up = Runs['up'];
const never = () => Promise.reject(new Error('it was called'));

const run = async (
  args: readonly string[],
  up: Up = never,
  env: Io['env'] = {},
  simulate: Runs['simulate'] = never,
  others: Partial<Runs> = {},
) => {
  const said = { out: '', err: '' };
  const stdout = Object.assign(new EventEmitter(), { write: (text: string) => (said.out += text) });
  const io: Io = {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: { write: (text) => (said.err += text) },
    env,
    signals: new EventEmitter(),
  };
  const status = await main(['node', 'dialtone', ...args], io, {
    up,
    simulate,
    daemon: never,
    status: never,
    explain: never,
    watch: never,
    doctor: never,
    addPlugin: never,
    removePlugin: never,
    pluginInfo: never,
    listPlugins: never,
    pinPlugin: never,
    newCarrier: never,
    newDevice: never,
    checkPlugin: never,
    testPlugin: never,
    installService: never,
    uninstallService: never,
    ...others,
  });
  return { status, ...said };
};

describe('the command line', () => {
  it('gives help and version on stdout', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(help.out).toContain('dialtone up --simulate mf627@three-uk --once');
    expect(await run(['--version'])).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      err: '',
    });
  });

  it('lists every option of up', async () => {
    const { out } = await run(['up', '--help']);
    const options = [
      'simulate',
      'misbehave',
      'disable-plugin',
      'apn',
      'user',
      'password-file',
      'pin-file',
      'engine',
      'no-default-route',
      'once',
      'json',
    ];
    for (const option of options) expect(out).toContain(`--${option}`);
  });

  it('collects what may be repeated, and knows its defaults', async () => {
    const seen: UpFlags[] = [];
    const up: Up = async (flags) => {
      seen.push(flags);
      return 18;
    };
    const many =
      '--misbehave slow --misbehave apn-only=x --disable-plugin a --disable-plugin b --apn= --no-default-route'.split(
        ' ',
      );
    expect((await run(['up', ...many], up)).status).toBe(18);
    expect((await run(['up'], up)).status).toBe(18);
    expect(seen).toEqual([
      {
        misbehave: ['slow', 'apn-only=x'],
        disablePlugin: ['a', 'b'],
        apn: '',
        engine: 'auto',
        defaultRoute: false,
        once: false,
        json: false,
      },
      { misbehave: [], disablePlugin: [], engine: 'auto', defaultRoute: true, once: false, json: false },
    ]);
  });

  it('takes the stick of simulate, and its flags', async () => {
    const seen: unknown[] = [];
    const simulate: Runs['simulate'] = async (stick, flags) => {
      seen.push([stick, flags]);
      return 0;
    };
    await run(['simulate', 'mf627@three-uk', '--misbehave', 'echo-on', '--json'], never, {}, simulate);
    await run(['simulate', '--list'], never, {}, simulate);
    await run(['simulate', 'mf627@three-uk', '--usbip'], never, {}, simulate);
    expect(seen).toEqual([
      ['mf627@three-uk', { misbehave: ['echo-on'], json: true }],
      [undefined, { misbehave: [], list: true, json: false }],
      ['mf627@three-uk', { misbehave: [], usbip: true, json: false }],
    ]);
  });

  it('takes what can be done with plugins, with a path or a name where one is needed', async () => {
    const seen: unknown[] = [];
    const runs: Partial<Runs> = {
      addPlugin: async (source, flags) => seen.push(['add', source, flags]),
      removePlugin: async (name, flags) => seen.push(['remove', name, flags]),
      pluginInfo: async (plugin, flags) => seen.push(['info', plugin, flags]),
      listPlugins: async (flags) => seen.push(['list', flags]),
      pinPlugin: async (name, flags) => seen.push(['pin', name, flags]),
      newCarrier: async (name, { into, apn }) => seen.push(['new carrier', name, into, apn]),
      newDevice: async (name, { into, modemUsb }) => seen.push(['new device', name, into, modemUsb]),
      checkPlugin: async (path, flags) => seen.push(['check', path, flags]),
      testPlugin: async (path, flags) => seen.push(['test', path, flags]),
    };
    const typed = [
      'add ./acme',
      'add --yes acme.tgz',
      'remove acme',
      'info acme',
      'list',
      'pin acme',
      'pin acme --off',
      'new carrier acme --apn x',
      'new device --modem-usb a:b --into y',
      'check a.json',
      'test . --json',
    ];
    const said = await Promise.all(typed.map((line) => run(['plugin', ...line.split(' ')], never, {}, never, runs)));
    expect(said.map(({ status }) => status)).toEqual(typed.map((_, at) => at + 1));
    expect(seen).toEqual([
      ['add', './acme', { yes: false, json: false }],
      ['add', 'acme.tgz', { yes: true, json: false }],
      ['remove', 'acme', { json: false }],
      ['info', 'acme', { json: false }],
      ['list', { json: false }],
      ['pin', 'acme', { off: false, json: false }],
      ['pin', 'acme', { off: true, json: false }],
      ['new carrier', 'acme', '.', 'x'],
      ['new device', undefined, 'y', 'a:b'],
      ['check', 'a.json', { json: false }],
      ['test', '.', { json: true }],
    ]);
    for (const command of ['add', 'remove', 'info', 'pin', 'check', 'test'])
      expect((await run(['plugin', command], never, {}, never, runs)).err).toMatch(/^Missing/);
  });

  it('takes install-service, and uninstall-service', async () => {
    const seen: unknown[] = [];
    const runs: Partial<Runs> = {
      installService: async (flags) => seen.push(flags),
      uninstallService: async () => seen.push('uninstall'),
    };
    expect((await run(['install-service'], never, {}, never, runs)).status).toBe(1);
    expect((await run(['install-service', '--dry-run'], never, {}, never, runs)).status).toBe(2);
    expect((await run(['uninstall-service'], never, {}, never, runs)).status).toBe(3);
    expect(seen).toEqual([{}, { dryRun: true }, 'uninstall']);
  });

  it('takes the flags of daemon, and knows their defaults', async () => {
    const seen: unknown[] = [];
    const daemon: Runs['daemon'] = async (flags) => seen.push(flags);
    const many = '--simulate a@b --misbehave slow --disable-plugin zte --engine pppd --no-provision --debug --json';
    await run(['daemon', ...many.split(' ')], never, {}, never, { daemon });
    await run(['daemon'], never, {}, never, { daemon });
    expect(seen).toEqual([
      {
        simulate: 'a@b',
        misbehave: ['slow'],
        disablePlugin: ['zte'],
        engine: 'pppd',
        provision: false,
        debug: true,
        json: true,
      },
      { misbehave: [], disablePlugin: [], engine: 'auto', provision: true, debug: false, json: false },
    ]);
  });

  it('takes status, explain, watch and doctor', async () => {
    const seen: unknown[] = [];
    const runs: Partial<Runs> = {
      status: async (flags) => seen.push(['status', flags]),
      explain: async (stick, flags) => seen.push(['explain', stick, flags]),
      watch: async (flags) => seen.push(['watch', flags]),
      doctor: async (files, flags) => seen.push(['doctor', files, flags]),
    };
    const typed = ['status', 'status --json', 'explain', 'explain 1-3 --json', 'watch --json', 'doctor - a b --json'];
    for (const [index, text] of typed.entries())
      expect((await run(text.split(' '), never, {}, never, runs)).status).toBe(index + 1);
    expect(seen).toEqual([
      ['status', { json: false }],
      ['status', { json: true }],
      ['explain', undefined, { json: false }],
      ['explain', '1-3', { json: true }],
      ['watch', { json: true }],
      ['doctor', ['-', 'a', 'b'], { json: true }],
    ]);
  });

  it.each([
    [[], 'Say what to do, such as `dialtone up`; `dialtone --help` lists it all.'],
    [['dance'], "Unknown command 'dance'; see `dialtone --help`."],
    [['up', '--onc'], "Unknown option '--onc' (Did you mean --once?); see `dialtone up --help`."],
    [['up', 'mf627'], "Too many arguments for 'up'; expected 0 arguments but got 1; see `dialtone up --help`."],
    [['simulate', '--quick'], "Unknown option '--quick'; see `dialtone simulate --help`."],
    [['--quick'], "Unknown option '--quick'; see `dialtone --help`."],
    [['up', '--apn'], "Option '--apn <apn>' argument missing; see `dialtone up --help`."],
    [
      ['up', '--engine', 'steam'],
      "Option '--engine <engine>' argument 'steam' is invalid; allowed choices are auto, pppd, userspace; see `dialtone up --help`.",
    ],
    [['\u001b[2J'], "Unknown command '[2J'; see `dialtone --help`."],
  ])('answers %j with one sentence and status 2', async (args, sentence) => {
    const past = vi.spyOn(process.stderr, 'write');
    expect(await run(args)).toEqual({ status: 2, out: '', err: `${sentence}\n` });
    expect(past).not.toHaveBeenCalled();
    past.mockRestore();
  });

  it('gives the sentence of a usage error as it is, free of what a terminal obeys', async () => {
    const up: Up = () => Promise.reject(new UsageError('No device "\u001b[2Jx"; there is mf627.'));
    expect(await run(['up'], up)).toEqual({ status: 2, out: '', err: 'No device "[2Jx"; there is mf627.\n' });
  });

  it('does not repeat at length what was typed', async () => {
    const up: Up = () =>
      Promise.reject(new UsageError(`There is no plugin "${'x'.repeat(3000)}". Installed: three-uk, zte.`));
    expect((await run(['up'], up)).err).toBe(`There is no plugin "${'x'.repeat(60)}...". Installed: three-uk, zte.\n`);
  });

  it('gives one sentence and status 1 for what was not expected; the stack only where asked for', async () => {
    const up: Up = () => Promise.reject(new TypeError('x is not a function\nat all'));
    const { status, err } = await run(['up'], up);
    expect(status).toBe(1);
    expect(err).toBe(
      'Dialtone ended on something unexpected: x is not a function at all; set DIALTONE_DEBUG=1 to see where.\n',
    );
    expect((await run(['up'], up, { DIALTONE_DEBUG: '1' })).err).toContain('main.test.ts');
  });
});
