import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { filter, firstValueFrom, lastValueFrom, scan } from 'rxjs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fact, FactOf } from '../core/facts/fact.js';
import { openSerial } from '../core/links/serial-link.js';
import { misbehaviours } from '../core/sim/misbehaviours.js';
import { checkout } from './checkout.js';
import { dialtone, temporaryState } from './dialtone.js';

/** What a stranger types, as a process: exit status, output, and nothing left behind. */
const state = temporaryState();
afterAll(state.remove);
const fresh = (name: string) => join(state.path, name);
const story = ['up', '--simulate', 'mf627@three-uk'];

const verdictOf = (facts: readonly Fact[]): FactOf<'verdict'> => {
  const verdict = facts.findLast((fact) => fact.fact === 'verdict');
  if (!verdict) throw new Error('there was no verdict');
  return verdict;
};

describe.concurrent('dialtone up --simulate mf627@three-uk', { timeout: 60_000 }, () => {
  it('goes online through all six stages, and leaves nothing', async ({ expect }) => {
    const run = dialtone([...story, '--once', '--json'], { stateDirectory: fresh('online') });
    const { status, facts, stderr } = await run.ended;
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(facts[0]).toMatchObject({ t: expect.any(Number), fact: 'dialtone.started' });
    expect(facts[0]?.t).toBeLessThan(100);
    const verdict = verdictOf(facts);
    expect(verdict).toMatchObject({
      online: true,
      engine: 'userspace',
      apn: { value: 'three.co.uk', from: 'carrier', plugin: 'three-uk' },
      probe: { ok: true, names: true },
    });
    if (!verdict.online) return;
    expect(Object.keys(verdict.stages)).toEqual(['detect', 'modeswitch', 'port-select', 'init', 'dial', 'ppp']);
    expect(facts.at(-1)?.fact).toBe('port.closed');
    expect(existsSync(`/proc/${run.pid}`)).toBe(false);
    expect(Object.keys(networkInterfaces()).filter((name) => name.startsWith('dialtone'))).toEqual([]);
  });

  it('without the carrier plugin fails as in 2009, and says why', async ({ expect }) => {
    const { status, facts } = await dialtone([...story, '--disable-plugin', 'three-uk', '--once', '--json'], {
      stateDirectory: fresh('failure'),
    }).ended;
    expect(status).toBe(18);
    const verdict = verdictOf(facts);
    expect(verdict.online).toBe(false);
    if (verdict.online) return;
    expect(verdict.totalMs).toBeLessThan(20_000);
    expect(verdict.stage).toBe('ppp');
    expect(verdict.causes[0]).toMatchObject({ id: 'apn-missing', layer: 'init' });
    const texts = verdict.causes[0]?.evidence.map(({ text }) => text).join('\n') ?? '';
    expect(texts).toMatch(/CONNECT/);
    expect(texts).toMatch(/CHAP succeeded/);
    expect(texts).toMatch(/IPCP had been silent/);
    expect(verdict.causes[0]?.remedy).toMatch(/--apn/);
  });

  it('finds the second APN, remembers it, and is online sooner the next time', async ({ expect }) => {
    const once = async () =>
      verdictOf(
        (
          await dialtone([...story, '--misbehave', 'apn-only=3internet', '--once', '--json'], {
            stateDirectory: fresh('second'),
          }).ended
        ).facts,
      );
    const first = await once();
    expect(first).toMatchObject({ online: true, apn: { value: '3internet', from: 'carrier' } });
    const second = await once();
    expect(second).toMatchObject({ online: true, apn: { value: '3internet', from: 'remembered' } });
    expect(second.totalMs).toBeLessThan(first.totalMs);
    expect(readdirSync(fresh('second'))).toEqual(['virtual']);
  });

  it('works in the process where no interface may be made', async ({ expect }) => {
    const { status, facts } = await dialtone([...story, '--once', '--json'], {
      stateDirectory: fresh('in-process'),
      withoutRights: true,
    }).ended;
    expect(status).toBe(0);
    const verdict = verdictOf(facts);
    expect(verdict).toMatchObject({ online: true, probe: { ok: true } });
    expect(verdict).not.toHaveProperty('interface');
  });

  it('has an interface in a network of its own, or says why not', async ({ expect }) => {
    const { facts } = await dialtone([...story, '--once', '--json'], { stateDirectory: fresh('root') }).ended;
    const [started] = facts.filter((fact) => fact.fact === 'simulation.started');
    const verdict = verdictOf(facts);
    // Only root may make one, and a container may forbid even root.
    if (started?.place === 'network-namespace') expect(verdict).toHaveProperty('interface', 'dialtone0');
    else expect(started?.because).toMatch(/root|network namespace|\/dev\/net\/tun/);
  });

  it('keeps the link until it is told to leave; several signals are one; exit 0', async ({ expect }) => {
    const run = dialtone([...story, '--json'], { stateDirectory: fresh('signals') });
    await run.says('"fact":"verdict"');
    run.signal('SIGINT');
    run.signal('SIGINT');
    run.signal('SIGTERM');
    const { status, facts, stderr } = await run.ended;
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const closed = facts.filter((fact) => fact.fact === 'port.closed').map(({ port }) => port);
    expect(closed).toEqual([3, 1]);
  });

  it('hears a signal while it is still putting everything together', async ({ expect }) => {
    const run = dialtone([...story, '--json'], { stateDirectory: fresh('early') });
    // Node itself catches SIGINT and SIGTERM from its first moment on, SIGHUP only once Dialtone listens.
    await run.listensTo(1);
    run.signal('SIGHUP');
    const { status, stderr, facts } = await run.ended;
    expect(stderr).toBe('');
    expect(status).toBe(13);
    expect(facts.some(({ fact }) => fact === 'verdict')).toBe(false);
  });

  it('waits for the stick that was pulled out, and says so behind what became of it', async ({ expect }) => {
    const run = dialtone([...story, '--misbehave', 'unplug-at=init'], { stateDirectory: fresh('pulled-out') });
    await run.says('Waiting for a stick.');
    await pause(500);
    run.signal('SIGINT');
    const { status, stdout } = await run.ended;
    expect(status).toBe(16);
    expect(stdout).toMatch(/Not online after [\s\S]*Waiting for a stick\.\nLeaving\.\n$/);
  });

  it('is not fine when what it had to say found no room', async ({ expect }) => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = await dialtone(['--help'], { stateDirectory: fresh('full'), stdout: full }).ended;
    closeSync(full);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Dialtone ended on something unexpected: ENOSPC.*\n$/);
  });

  it('told to leave before it is online says with its status where it stood', async ({ expect }) => {
    const run = dialtone([...story, '--json', '--misbehave', 'no-coverage'], { stateDirectory: fresh('leaving') });
    await run.says('AT+CGREG?');
    run.signal('SIGTERM');
    expect((await run.ended).status).toBe(16);
  });

  it('prints six stages and the link as plain lines when piped', async ({ expect }) => {
    const { stdout, status } = await dialtone([...story, '--once'], { stateDirectory: fresh('plain') }).ended;
    expect(status).toBe(0);
    for (const stage of ['detect', 'modeswitch', 'port-select', 'init', 'dial', 'ppp']) {
      expect(stdout).toMatch(new RegExp(`^${stage} +\\d+\\.\\d s`, 'm'));
    }
    expect(stdout).toMatch(/address +10\./);
    expect(stdout).toMatch(/DNS +172\./);
    expect(stdout).toMatch(/ping +\d+ ms/);
    expect(stdout.includes('\u001b')).toBe(false);
  });

  it('in a terminal shows everything from its first word to the link, and leaves only what stands', async ({
    expect,
  }) => {
    const { stdout, status } = await dialtone([...story, '--once'], {
      stateDirectory: fresh('terminal'),
      terminal: { columns: 72 },
      environment: { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    }).ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/. init +2\.\d s {2}MF627/);
    // What is drawn over is preceded by the order to go up: what comes after the last one stands.
    const standing = stripVTControlCharacters(stdout.split(/\[\d+A/).at(-1) ?? '').split('\r\n');
    expect(standing.some((row) => /^. ppp +0\.\d s {2}CHAP accepted, address 10/.test(row))).toBe(true);
    expect(standing.at(-2)).toMatch(/together at most/);
    for (const row of stripVTControlCharacters(stdout).split(/[\r\n]+/)) expect(row.length).toBeLessThan(72);
    expect(stdout).toContain('Dialtone');
    for (const stage of ['detect', 'modeswitch', 'port-select', 'init', 'dial', 'ppp']) expect(stdout).toContain(stage);
  });

  it('says among the facts what is wrong with its memory, and goes online all the same', async ({ expect }) => {
    mkdirSync(join(fresh('damaged'), 'virtual'), { recursive: true });
    writeFileSync(join(fresh('damaged'), 'virtual', 'memory.json'), '{');
    const { status, facts, stderr } = await dialtone([...story, '--once', '--json'], {
      stateDirectory: fresh('damaged'),
    }).ended;
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const failed = facts.filter((fact) => fact.fact === 'memory.failed');
    expect(failed.map(({ because }) => because)).toEqual([expect.stringMatching(/damaged.*put aside/)]);
  });

  it('shows no secret, though it was given some', async ({ expect }) => {
    const secrets = { pin: fresh('pin'), password: fresh('password') };
    writeFileSync(secrets.pin, '4711\n', { mode: 0o600 });
    writeFileSync(secrets.password, 'pa55word-of-mine\n', { mode: 0o600 });
    const { status, stdout, stderr } = await dialtone(
      [
        ...story,
        '--once',
        '--json',
        '--misbehave',
        'sim-pin=4711',
        '--pin-file',
        secrets.pin,
        '--user',
        'me',
        '--password-file',
        secrets.password,
      ],
      { stateDirectory: fresh('secrets') },
    ).ended;
    expect(status).toBe(0);
    const everything = stdout + stderr;
    expect(everything).not.toContain('pa55word');
    expect(everything).not.toContain('4711');
    expect(everything.match(/\d{14,}/g) ?? []).toEqual([]);
  });
});

describe.concurrent('dialtone simulate', { timeout: 60_000 }, () => {
  const plugged = async (run: ReturnType<typeof dialtone>) => {
    await run.says('"role":"data"');
    const fact = run.soFar().findLast((one) => one.fact === 'simulation.plugged');
    if (!fact) throw new Error('it said no ports');
    return fact;
  };
  /** Types on a tty as minicom would, and gives what is heard up to `end`, or nothing when the tty goes first. */
  const talk = async (path: string, typed: string, end: string): Promise<string> => {
    const link = await firstValueFrom(openSerial(path));
    try {
      const heard$ = link.bytes$.pipe(scan((text, bytes) => text + Buffer.from(bytes).toString('latin1'), ''));
      const heard = firstValueFrom(heard$.pipe(filter((text) => text.includes(end))), { defaultValue: '' });
      link.write(Buffer.from(typed, 'latin1'));
      return await heard;
    } finally {
      await link.close();
    }
  };

  it('leaves a stick on ttys that anybody can talk to and dial on, until it is told to leave', async ({ expect }) => {
    const run = dialtone(['simulate', 'mf627@three-uk', '--json'], { stateDirectory: fresh('stick') });
    const { ports, ...stick } = await plugged(run);
    expect(stick).toMatchObject({ device: 'mf627', carrier: 'three-uk', vendor: '19d2', product: '0031' });
    expect(ports.map(({ interface: number, role }) => [number, role])).toEqual([
      [0, 'diag'],
      [1, 'at'],
      [3, 'data'],
    ]);
    const [, at, data] = ports.map(({ path }) => path);
    expect(await talk(at ?? '', 'AT+CGMM\r', 'OK')).toContain('MF627');
    const served = talk(at ?? '', 'AT+CGREG=1\r', '+CGREG: 1');
    await talk(data ?? '', 'AT+CFUN=1\r', 'OK');
    await served;
    expect(await talk(data ?? '', 'ATD*99#\r', 'CONNECT')).toContain('CONNECT');
    const holding = await firstValueFrom(openSerial(at ?? ''));
    const hungUp = lastValueFrom(holding.bytes$, { defaultValue: undefined });
    run.signal('SIGTERM');
    const { status, stderr, facts } = await run.ended;
    expect([status, stderr]).toEqual([0, '']);
    await hungUp;
    await holding.close();
    expect(facts.map(({ fact }) => fact)).toEqual([
      'dialtone.started',
      'simulation.plugged',
      'simulation.left',
      'simulation.plugged',
    ]);
  });

  it('stays, also when its stick has gone for good', async ({ expect }) => {
    const run = dialtone(['simulate', 'mf627@three-uk', '--misbehave', 'no-reenumerate'], {
      stateDirectory: fresh('stick-gone'),
    });
    await run.says('left its bus');
    // Longer than a process lives that has nothing more to wait for.
    await pause(500);
    run.signal('SIGINT');
    const { status, stdout } = await run.ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/Leaving\.\n$/);
  });

  it('hears a signal while it is still putting everything together', async ({ expect }) => {
    const run = dialtone(['simulate', 'mf627@three-uk', '--json'], { stateDirectory: fresh('stick-early') });
    await run.listensTo(1);
    run.signal('SIGHUP');
    const { status, stderr } = await run.ended;
    expect([status, stderr]).toEqual([0, '']);
  });

  it('misbehaves, and prints the new ttys when the stick has reset itself', async ({ expect }) => {
    const run = dialtone(
      ['simulate', 'mf627@three-uk', '--misbehave', 'echo-on', '--misbehave', 'switch-twice', '--json'],
      { stateDirectory: fresh('stick-again') },
    );
    const first = await plugged(run);
    const at = first.ports.find(({ role }) => role === 'at')?.path ?? '';
    expect(await talk(at, 'ATE0\r', 'OK')).toContain('ATE0');
    await talk(at, 'AT+CFUN=1,1\r', 'OK');
    const count = () => run.soFar().filter(({ fact }) => fact === 'simulation.plugged').length;
    while (count() < 3) await run.saysMore();
    // It has come back as a modem, and a second switch would take its ttys away.
    expect(run.soFar().findLast(({ fact }) => fact === 'simulation.plugged')).toMatchObject({ ports: [{}, {}, {}] });
    run.signal('SIGINT');
    expect((await run.ended).status).toBe(0);
  });

  it('is plain to read, and over when its reader goes away', async ({ expect }) => {
    const run = dialtone(['simulate', 'mf627@three-uk'], { stateDirectory: fresh('stick-plain') });
    await run.says('Try it: minicom');
    run.signal('SIGHUP');
    const { status, stdout } = await run.ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ {2}\/dev\/pts\/\d+ +data +interface 3$/m);
    expect(stdout).toMatch(/\nLeaving\.\n$/);
  });

  it('--list says all that can go wrong, for people and for programs', async ({ expect }) => {
    const listed = async (...flags: readonly string[]) =>
      (await dialtone(['simulate', '--list', ...flags], { stateDirectory: fresh('list') }).ended).stdout
        .trimEnd()
        .split('\n');
    const names = Object.keys(misbehaviours);
    const rows = await listed();
    expect(rows.map((row) => row.split(/[=[ ]/)[0])).toEqual(names);
    for (const row of rows) expect(row).toMatch(/^\S+ {2,}[A-Z].*\.$/);
    expect((await listed('--json')).map((row) => JSON.parse(row).name)).toEqual(names);
  });
});

describe.concurrent('what cannot be is told in one sentence, with exit 2, before anything is done', () => {
  const refused = async (...args: readonly string[]) => {
    const ended = await dialtone(args, { stateDirectory: fresh('refused') }).ended;
    return { ...ended, lines: ended.stderr.trim().split('\n') };
  };

  it('a real stick without the right to make an interface', async () => {
    const run = dialtone(['up', '--once'], { stateDirectory: fresh('refused'), withoutRights: true });
    const { status, stdout, stderr } = await run.ended;
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Going online makes a network interface, and .*(root|\/dev\/net\/tun).*\.\n$/);
  });

  it.each([
    ['a quote', 'three"co'],
    ['a carriage return', 'three\rAT+CFUN=0'],
    ['a line feed', 'three\nAT+CFUN=0'],
    ['Ctrl-Z', 'three\u001a'],
    ['300 characters', 'a'.repeat(300)],
    ['an AT command', 'x",,;+CFUN=0'],
  ])('an APN with %s', async (_, apn) => {
    const { status, stdout, lines } = await refused(...story, '--once', '--json', '--apn', apn);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/APN/);
    expect(lines[0]).not.toContain(apn);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['an unknown device', ['up', '--simulate', 'mf999@three-uk', '--once'], ['mf999', 'mf627']],
    ['an unknown carrier', ['up', '--simulate', 'mf627@orange', '--once'], ['orange', 'three-uk']],
    ['an unknown plugin', [...story, '--disable-plugin', 'huawei', '--once'], ['huawei', 'zte', 'three-uk']],
    ['an unknown misbehaviour', [...story, '--misbehave', 'gremlins', '--once'], ['gremlins', 'apn-only']],
    ['a misbehaviour without its value', [...story, '--misbehave', 'apn-only', '--once'], ['apn-only=APN']],
    ['an engine that is not there yet', [...story, '--engine', 'pppd', '--once'], ['pppd']],
    ['an engine that nobody knows', [...story, '--engine', 'steam', '--once'], ['steam']],
    ['a misfortune for a real stick', ['up', '--misbehave', 'echo-on', '--once'], ['--simulate mf627@three-uk']],
    ['no stick to simulate', ['simulate'], ['mf627@three-uk', '--list']],
    ['a list with something else', ['simulate', '--list', '--misbehave', 'echo-on'], ['--list']],
    ['an option in place of a value', ['simulate', 'mf627@three-uk', '--misbehave', '--json'], ['--misbehave needs']],
    ['half a stick to simulate', ['simulate', 'mf627'], ['mf627@three-uk']],
    ['an unknown stick to simulate', ['simulate', 'mf999@three-uk'], ['mf999', 'mf627']],
    ['an unknown misfortune to simulate', ['simulate', 'mf627@three-uk', '--misbehave', 'gremlins'], ['gremlins']],
    ['an unknown option', [...story, '--fast'], ['--fast']],
    ['an unknown command', ['dial'], ['dial']],
  ])('%s', async (_, args, mentions) => {
    const { status, stdout, stderr, lines } = await refused(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(lines).toHaveLength(1);
    for (const mention of mentions) expect(stderr).toContain(mention);
    expect(stderr).not.toMatch(/at .*:\d+:\d+/);
  });
});

describe('dialtone doctor', () => {
  it('names what was wrong in 2009, from the files as they were posted', async () => {
    const posted = join(checkout(), 'test/doctor/cases/apn-missing/thread-2009');
    const { status, stdout, stderr } = await dialtone(['doctor', posted], { stateDirectory: fresh('doctor') }).ended;
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/cause {5}apn-missing/);
    expect(stdout).toContain('log/current:11  May 27 10:31:48 [pppd] IPCP: timeout sending Config-Requests_');
    expect(stdout).toMatch(/remedy .*for Three UK it is three\.co\.uk/);
    expect(stdout).toContain('+Init4 = AT+CGDCONT=1,"IP",');
    expect(stdout).toMatch(/ppp\/options:1 .*as the samples of vendors do/);
    expect(stdout).toMatch(/wvdial\.conf:17 .*sent twice/);
  });

  it('has a sentence for a file that is not there, and no stack', async () => {
    const { status, stdout, stderr } = await dialtone(['doctor', '/none/at/all'], { stateDirectory: fresh('none') })
      .ended;
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toBe('The file "/none/at/all" cannot be read: it does not exist.\n');
  });
});
