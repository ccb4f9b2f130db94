import { renameSync, rmSync, symlinkSync } from 'node:fs';
import type { Subscription } from 'rxjs';
import { firstValueFrom, NEVER } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Tty } from '../../at/byte-stream.js';
import { Exit } from '../../facts/exit.js';
import { monotonicClock } from '../monotonic-clock.js';
import type { EngineEvent } from '../userspace-options.js';
import { fakePppd, isAlive, until } from './fake-pppd.test.helper.js';
import { pppdEngine, pppdPrograms } from './pppd-engine.js';

const nothing = '/bin/true';
const fakes: ReturnType<typeof fakePppd>[] = [];
const runs: { readonly subscription: Subscription; readonly close: () => Promise<void> }[] = [];

const bringUp = `
say 'Connect: ppp7 <--> /dev/tty'
say 'sent [LCP ConfReq id=0x1 <magic 0x1>]' 'rcvd [LCP ConfAck id=0x1 <magic 0x1>]'
say 'rcvd [LCP ConfReq id=0x1]' 'sent [LCP ConfAck id=0x1]'
say 'local  IP address 10.1.2.3' 'remote IP address 10.1.2.1' 'primary   DNS address 10.1.2.2'
say 'Script ${nothing} started (pid 1)'`;
const waitForTerm = `trap 'say "Terminating on signal 15"; exit 5' TERM; echo $$ > "$folder/pid"; say ready; idle`;

interface Given {
  readonly handOver?: Tty['handOver'];
  readonly pppdEnd?: number;
  readonly program?: string;
  readonly user?: string;
  readonly setpriv?: string;
  readonly path?: string;
}

/** Runs the engine with a pppd that does this, and collects all that is told. */
const run = (script: string, given: Given = {}) => {
  const fake = fakePppd();
  fakes.push(fake);
  const order: string[] = [];
  const events: EngineEvent[] = [];
  let over: 'completed' | Exit | undefined;
  let close: () => Promise<void> = () => Promise.reject(new Error('nothing was deferred'));
  const handOver = async () => {
    order.push('handed over');
    return () => void order.push('let go');
  };
  const engine = pppdEngine({
    clock: monotonicClock,
    limits: { lcpTries: 5, pppdEnd: given.pppdEnd ?? 5_000 },
    because: 'a test',
    defer: (given) => {
      close = given;
    },
    programs: { pppd: given.program ?? fake.does(script), setpriv: given.setpriv, nothing },
    interfaces: fake.path('interfaces'),
  });
  const tty: Tty = { path: given.path ?? fake.path('tty'), handOver: given.handOver ?? handOver };
  const data = { bytes$: NEVER, write: () => undefined, tty };
  const call = { data, user: given.user ?? '', password: 'secret', auth: ['chap'] as const };
  const subscription = engine.run(call).subscribe({
    next: (event) => {
      order.push(event.kind);
      events.push(event);
    },
    error: (error) => {
      over = error;
    },
    complete: () => {
      over = 'completed';
    },
  });
  runs.push({ subscription, close: () => close() });
  const isOver = () => until(() => over !== undefined);
  const said = (line: string) => events.some((event) => event.kind === 'said' && event.line === line);
  const hasSaid = (line: string) => until(() => said(line));
  const kinds = () => events.map(({ kind }) => kind).filter((kind) => kind !== 'said');
  return { fake, order, events, kinds, said, hasSaid, isOver, over: () => over, subscription, close: () => close() };
};

afterEach(async () => {
  for (const { subscription, close } of runs.splice(0)) {
    subscription.unsubscribe();
    await close();
  }
  for (const fake of fakes.splice(0)) fake.remove();
});

describe('the pppd engine', () => {
  it('brings a call up, holds it, and ends with it', async () => {
    const { events, kinds, isOver, over } = run(`${bringUp}; say 'Modem hangup'; exit 16`);
    await isOver();
    expect(kinds()).toEqual(['lcp-opened', 'up', 'link', 'exited', 'ended']);
    expect(events.find(({ kind }) => kind === 'link')).toMatchObject({ link: { engine: 'pppd', interface: 'ppp7' } });
    expect(events.slice(-2)).toEqual([
      { kind: 'exited', status: 16, means: 'the modem hung up' },
      { kind: 'ended', because: 'hung-up' },
    ]);
    expect(over()).toBe('completed');
  });

  it('asks through the interface of the link', async () => {
    const { events, hasSaid } = run(`${bringUp}; ${waitForTerm}`);
    await hasSaid('ready');
    const probes = events.map((event) => (event.kind === 'link' ? firstValueFrom(event.link.probe(20)) : undefined));
    // There is no ppp7 here, so nothing comes back; asking by another way would be the host's own network.
    expect((await Promise.all(probes)).filter((probe) => probe !== undefined)).toEqual([{ ok: false, names: false }]);
  });

  it('holds the tty until pppd has it, and no longer', async () => {
    const { order, hasSaid } = run(`say first; ${bringUp}; ${waitForTerm}`);
    await hasSaid('ready');
    const moments = order.filter((moment) => moment !== 'said' || !order.includes('let go'));
    expect(moments.slice(0, 1)).toEqual(['handed over']);
    expect(order.indexOf('let go')).toBeGreaterThan(order.indexOf('said'));
    expect(order.indexOf('let go')).toBeLessThan(order.indexOf('lcp-opened'));
  });

  it('lets the tty go when pppd never took it', async () => {
    const { order, isOver, over } = run('say "what option"; exit 2');
    await isOver();
    expect(order).toEqual(['handed over', 'said', 'exited', 'let go']);
    expect(over()).toEqual(new Exit('ppp.engine-failed', 'what option'));
  });

  it('gives pppd its words and, elsewhere, the password', async () => {
    const { fake, isOver } = run('printf "%s\\n" "$@" > "$folder/words"; cat <&3 > "$folder/secret"', { user: 'a "b' });
    await isOver();
    const words = fake.wrote('words').split('\n');
    expect(words[0]).toBe(fake.path('tty'));
    expect(words[words.indexOf('ifname') + 1]).toMatch(/^dialtone\d+$/);
    expect(words[words.indexOf('user') + 1]).toBe('a "b');
    expect(words[words.indexOf('lcp-max-configure') + 1]).toBe('15');
    expect(words).toContain('modem');
    expect(words).not.toContain('secret');
    expect(fake.wrote('secret')).toBe('secret');
  });

  it('expects no modem lines of a pseudo terminal', async () => {
    const { fake, isOver } = run('printf "%s\\n" "$@" > "$folder/words"', { path: '/dev/pts/ptmx' });
    await isOver();
    expect(fake.wrote('words').split('\n')).toContain('local');
  });

  it('names two links differently', async () => {
    const naming = 'printf "%s\\n" "$@" > "$folder/words"; say named; sleep 30';
    const [one, other] = [run(naming, { pppdEnd: 1 }), run(naming, { pppdEnd: 1 })];
    await Promise.all([one.hasSaid('named'), other.hasSaid('named')]);
    const nameIn = (words: string) => /^ifname\n(.*)$/m.exec(words)?.[1];
    expect(nameIn(one.fake.wrote('words'))).not.toBe(nameIn(other.fake.wrote('words')));
  });

  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;

  it('has nothing to end once it has ended by itself', async () => {
    const { isOver, close } = run('exit 16');
    await isOver();
    const before = timers();
    await close();
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('gives name and timers back', async () => {
    const named = async () => {
      const { fake, hasSaid, close, subscription } = run(`printf "%s\\n" "$@" > "$folder/words"; ${waitForTerm}`);
      await hasSaid('ready');
      const before = timers();
      subscription.unsubscribe();
      await close();
      await close();
      expect(timers()).toBeLessThanOrEqual(before);
      return /^ifname\n(.*)$/m.exec(fake.wrote('words'))?.[1];
    };
    expect(await named()).toBe(await named());
  });

  it('says what pppd said, without secrets', async () => {
    const { events, isOver } = run(`say 'hello charlie' 'using channel 1' 'sent [X name = "charlie"]'`, {
      user: 'charlie',
    });
    await isOver();
    expect(events.filter(({ kind }) => kind === 'said')).toEqual([
      { kind: 'said', line: 'hello <hidden>' },
      { kind: 'said', line: 'sent [X name=<hidden>]' },
    ]);
  });

  it('ends politely when nobody wants the link any more, and is awaited', async () => {
    const { fake, hasSaid, subscription, close, order } = run(`${bringUp}; ${waitForTerm}`);
    await hasSaid('ready');
    const pid = Number(fake.wrote('pid'));
    expect(isAlive(pid)).toBe(true);
    subscription.unsubscribe();
    await close();
    expect(isAlive(pid)).toBe(false);
    await close();
    expect(order.filter((moment) => moment === 'let go').length).toBeGreaterThan(0);
  });

  it('says that it was closed to whoever still listens', async () => {
    const { events, hasSaid, isOver, close } = run(`${bringUp}; ${waitForTerm}`);
    await hasSaid('ready');
    await close();
    await isOver();
    expect(events.slice(-2)).toEqual([
      { kind: 'exited', status: 5, means: 'it was told to end' },
      { kind: 'ended', because: 'closed' },
    ]);
  });

  it('kills a pppd that does not end, when its time is up', async () => {
    const { fake, hasSaid, events, close } = run(`trap '' TERM; echo $$ > "$folder/pid"; say ready; idle`, {
      pppdEnd: 150,
    });
    await hasSaid('ready');
    const before = performance.now();
    await Promise.all([close(), close()]);
    const took = performance.now() - before;
    expect(took).toBeGreaterThan(100);
    expect(took).toBeLessThan(3_000);
    expect(events.slice(-2)).toEqual([
      { kind: 'exited', signal: 'SIGKILL', means: 'it was ended by SIGKILL' },
      { kind: 'ended', because: 'closed' },
    ]);
    expect(isAlive(Number(fake.wrote('pid')))).toBe(false);
  });

  it('starts no pppd for a call that nobody wants any more, and lets the tty go', async () => {
    const order: string[] = [];
    let resolve: (letGo: () => void) => void = () => undefined;
    const handOver = () =>
      new Promise<() => void>((given) => {
        resolve = given;
      });
    const { fake, subscription, close } = run('echo started > "$folder/started"', { handOver });
    subscription.unsubscribe();
    const closed = close();
    resolve(() => void order.push('let go'));
    await closed;
    expect([order, fake.wrote('started')]).toEqual([['let go'], '']);
  });

  it('ends with a tty that could not be handed over', async () => {
    const gone = new Exit('port-select.no-tty', '/dev/ttyUSB2');
    const { isOver, over, close } = run('', { handOver: () => Promise.reject(gone) });
    await isOver();
    expect(over()).toBe(gone);
    await close();
  });

  it('fails when there is no pppd, and lets the tty go', async () => {
    const { isOver, over, order } = run('', { program: '/nowhere/pppd' });
    await isOver();
    expect(over()).toEqual(new Exit('ppp.engine-failed', '/nowhere/pppd: ENOENT'));
    expect(order).toEqual(['handed over', 'let go']);
  });

  it('waits for the word of the bus when the tty has left', async () => {
    const { fake, hasSaid, isOver, over } = run(`${bringUp}; ${waitForTerm.replace('exit 5', 'exit 16')}`);
    await hasSaid('ready');
    rmSync(fake.path('tty'));
    process.kill(Number(fake.wrote('pid')), 'SIGTERM');
    await isOver();
    expect(over()).toEqual(new Exit('port-select.no-tty', fake.path('tty')));
  });

  it('ends a call whose IPCP has failed', async () => {
    const { events, isOver } = run(`say 'rcvd [IPCP ConfRej id=0x1 <addr 0.0.0.0>]'; ${waitForTerm}`);
    await isOver();
    expect(events.at(-1)).toEqual({ kind: 'ended', because: 'failed' });
  });

  it('keeps the link when the same address is agreed on anew, and ends it with another', async () => {
    const again = (address: string) => bringUp.replace(/^say 'Connect.*$/m, '').replace('10.1.2.3', address);
    const { kinds, isOver } = run(`${bringUp}; ${again('10.1.2.3')}; ${again('10.9.9.9')}; ${waitForTerm}`);
    await isOver();
    expect(kinds().filter((kind) => kind === 'up')).toHaveLength(3);
    expect(kinds().filter((kind) => kind === 'link')).toHaveLength(1);
    expect(kinds().at(-1)).toBe('ended');
  });

  it('needs a tty', () => {
    const errors: unknown[] = [];
    pppdEngine({
      clock: monotonicClock,
      limits: { lcpTries: 5, pppdEnd: 1 },
      because: '',
      defer: () => expect.unreachable(),
      programs: { pppd: '', setpriv: undefined, nothing },
    })
      .run({ data: { bytes$: NEVER, write: () => undefined }, user: '', password: '', auth: [] })
      .subscribe({ error: (error) => errors.push(error) });
    expect(errors).toEqual([new Exit('ppp.engine-failed', 'pppd needs a tty to work on')]);
  });

  it('has the kernel end pppd with us', async () => {
    const other = fakePppd();
    fakes.push(other);
    const setpriv = other.does('printf "%s " "$@" > "$folder/args"; shift 3; exec "$@"', 'setpriv');
    const { fake, hasSaid } = run(waitForTerm, { setpriv });
    await hasSaid('ready');
    const start = `--pdeathsig TERM -- ${fake.path('pppd')} ${fake.path('tty')} nodetach`;
    expect(other.wrote('args').slice(0, start.length)).toBe(start);
  });
});

describe('the programs it needs', () => {
  it('are looked for', () => {
    const fake = fakePppd();
    fakes.push(fake);
    const here = [fake.path('')];
    expect(pppdPrograms('/x/pppd', here)).toEqual({ pppd: '/x/pppd', setpriv: undefined, nothing: '/bin/true' });
    const [setpriv, nothing] = [fake.does('', 'setpriv'), fake.does('', 'true')];
    expect(pppdPrograms('/x/pppd', here)).toMatchObject({ setpriv, nothing });
    // busybox's knows no --pdeathsig.
    renameSync(setpriv, fake.path('busybox'));
    symlinkSync('busybox', setpriv);
    expect(pppdPrograms('/x/pppd', here).setpriv).toBeUndefined();
  });
});
