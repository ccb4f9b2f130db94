import { EventEmitter } from 'node:events';
import { ReplaySubject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import type { Io } from './main.js';
import { plainLines } from './plain-lines.js';
import type { UpFlags } from './program.js';
import { failedRun, happyRun, leaving } from './recorded-facts.test.data.js';
import type { Running, StartOptions } from './run.js';
import { up } from './up.js';

const flags: UpFlags = {
  simulate: 'mf627@three-uk',
  misbehave: [],
  disablePlugin: [],
  engine: 'auto',
  defaultRoute: true,
  once: false,
  json: false,
};

/** A terminal-less process: what it printed, and a way to send it signals or break its output. */
const surroundings = () => {
  const said = { out: '', err: '' };
  const stdout = Object.assign(new EventEmitter(), { write: (text: string) => (said.out += text) });
  const signals = new EventEmitter();
  const io: Io = {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: { write: (text) => (said.err += text) },
    env: {},
    signals,
  };
  return { io, said, signals, stdout };
};

/** A Dialtone that has lived through these facts, and gives everything back when told to stop (or, with `hangs`, never). */
const dialtone = (facts: readonly Fact[], { hangs = false, wayOut = leaving } = {}) => {
  const facts$ = new ReplaySubject<Fact>();
  const asked: StartOptions[] = [];
  let stops = 0;
  for (const fact of facts) facts$.next(fact);
  const stop = (): void => {
    stops += 1;
    if (hangs) return;
    for (const fact of wayOut) facts$.next(fact);
    setImmediate(() => facts$.complete());
  };
  const start = async (options: StartOptions): Promise<Running> => {
    asked.push(options);
    if (options.once) facts$.complete();
    return { facts$, stop };
  };
  return { start, facts$, asked, stops: () => stops };
};

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('up', () => {
  it('with --once prints the run as plain lines and gives the verdict as its status', async () => {
    for (const [facts, status] of [
      [happyRun, 0],
      [failedRun, 18],
    ] as const) {
      const { io, said } = surroundings();
      expect(await up({ ...flags, once: true }, io, dialtone(facts).start)).toBe(status);
      expect(said).toEqual({ out: plainLines(facts), err: '' });
    }
  });

  it('with --json prints one fact a line', async () => {
    const { io, said } = surroundings();
    await up({ ...flags, once: true, json: true }, io, dialtone(happyRun).start);
    const lines = said.out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).fact)).toEqual(happyRun.map(({ fact }) => fact));
    expect(lines[0]).toBe('{"t":0,"fact":"dialtone.started","version":"0.1.0","simulate":"mf627@three-uk"}');
  });

  it('prints plain lines into a terminal of width 0', async () => {
    const { io, said, stdout } = surroundings();
    Object.assign(stdout, { isTTY: true, columns: 0 });
    await up({ ...flags, once: true }, io, dialtone(happyRun).start);
    expect(said.out).toBe(plainLines(happyRun));
  });

  it('stays until a signal, passes several on as one, and is 0 since it was online', async () => {
    const { io, signals, said } = surroundings();
    const torn: Fact = { t: 6999, fact: 'walk.ended', exit: 'ppp.hung-up', stage: 'ppp', stick: '1-1' };
    const running = dialtone(happyRun, { wayOut: [torn, ...leaving] });
    const status = up(flags, io, running.start);
    await settled();
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    signals.emit('SIGTERM');
    expect(await status).toBe(0);
    expect(running.stops()).toBe(1);
    expect(said.out).toMatch(/\nHanging up\.\nThe link ended: the modem hung up\.\n$/);
    expect(signals.eventNames()).toEqual([]);
  });

  it('told to leave after a failure has the status of its cause', async () => {
    const { io, signals } = surroundings();
    const status = up(flags, io, dialtone(failedRun).start);
    await settled();
    signals.emit('SIGTERM');
    expect(await status).toBe(18);
  });

  it('told to leave before any stick was there is 13', async () => {
    const { io, signals } = surroundings();
    const status = up(flags, io, dialtone(happyRun.slice(0, 3)).start);
    await settled();
    signals.emit('SIGHUP');
    expect(await status).toBe(13);
  });

  it('hears a signal that comes while it is still starting', async () => {
    const { io, signals } = surroundings();
    const running = dialtone([]);
    const status = up(flags, io, async (options) => {
      signals.emit('SIGINT');
      return running.start(options);
    });
    expect(await status).toBe(13);
    expect(running.stops()).toBe(1);
  });

  it('leaves quietly when its reader has gone', async () => {
    const { io, stdout, said } = surroundings();
    const running = dialtone(happyRun);
    const status = up(flags, io, running.start);
    await settled();
    stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await status).toBe(0);
    expect(running.stops()).toBe(1);
    expect(said.err).toBe('');
  });

  it('gives everything back and says so when its output breaks otherwise', async () => {
    const { io, stdout } = surroundings();
    const running = dialtone(happyRun);
    const status = up(flags, io, running.start);
    await settled();
    stdout.emit('error', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    await expect(status).rejects.toThrow('no space left on device');
    expect(running.stops()).toBe(1);
  });

  it('waits for the end only so long', async () => {
    const { io, signals } = surroundings();
    const status = up(flags, io, dialtone(happyRun, { hangs: true }).start, { leave: 20 });
    await settled();
    signals.emit('SIGINT');
    await expect(status).rejects.toThrow('had not given everything back after 0.02 s');
  });

  it('does not wait for ever for a start that hangs either', async () => {
    const { io, signals } = surroundings();
    const status = up(flags, io, () => new Promise(() => undefined), { leave: 20 });
    signals.emit('SIGINT');
    await expect(status).rejects.toThrow('had not given everything back');
  });

  it('stops what runs when something unexpected happens, and then tells it', async () => {
    const { io } = surroundings();
    const running = dialtone(happyRun);
    const status = up(flags, io, running.start);
    await settled();
    running.facts$.error(new Error('a bug'));
    await expect(status).rejects.toThrow('a bug');
    expect(running.stops()).toBe(1);
  });

  it('starts nothing at all for a hostile APN, and passes on what the daemon refuses', async () => {
    const { io, said } = surroundings();
    const running = dialtone(happyRun);
    await expect(up({ ...flags, apn: 'x\r\nATD112;' }, io, running.start)).rejects.toThrow(UsageError);
    expect(running.asked).toEqual([]);
    await expect(up(flags, io, () => Promise.reject(new UsageError('No device "x".')))).rejects.toThrow(
      'No device "x".',
    );
    expect(said).toEqual({ out: '', err: '' });
  });
});
