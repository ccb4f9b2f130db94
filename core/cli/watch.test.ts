import { Subject } from 'rxjs';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../facts/fact.js';
import { UsageError } from '../facts/usage-error.js';
import { dialtone, surroundings } from './asked.test.helper.js';
import { plainLines } from './plain-lines.js';
import { happyRun } from './recorded-facts.test.data.js';
import { standing } from './stick-status.test.data.js';
import { watch } from './watch.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const watching = async (json: boolean) => {
  const around = surroundings();
  const facts$ = new Subject<Fact>();
  const service = dialtone([standing.connecting], { facts$ });
  const status = watch({ json }, around.io, service.reach);
  await settled();
  return { ...around, ...service, facts$, status };
};

describe('dialtone watch', () => {
  it('tells how the sticks stand and then what happens, until Ctrl-C, which hangs nobody up', async () => {
    const { facts$, signals, status, said, closed } = await watching(false);
    for (const fact of happyRun) facts$.next(fact);
    expect(closed()).toBe(0);
    signals.emit('SIGINT');
    expect(await status).toBe(0);
    expect(said).toEqual({
      out: `MF627 at 1-3
  network   3, SIM of Three UK, signal 61 %
  state     connecting, in dial
${plainLines(happyRun)}`,
      err: '',
    });
    expect(closed()).toBe(1);
    expect(facts$.observed).toBe(false);
    expect(signals.eventNames()).toEqual([]);
  });

  it('gives facts and nothing else as JSON', async () => {
    const { facts$, signals, status, said } = await watching(true);
    for (const fact of happyRun) facts$.next(fact);
    signals.emit('SIGTERM');
    expect(await status).toBe(0);
    const lines = said.out.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(happyRun);
  });

  it.each(['vanishes', 'loses the bus'])('says so when the service %s', async (how) => {
    const { facts$, vanish, status, said, closed } = await watching(false);
    if (how === 'vanishes') vanish();
    else facts$.complete();
    expect(await status).toBe(1);
    expect(said.err).toBe('The Dialtone that ran here has gone: `systemctl status dialtone` says why.\n');
    expect(closed()).toBe(1);
  });

  it('leaves quietly when its reader has gone', async () => {
    const { stdout, status, said } = await watching(false);
    stdout.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    expect(await status).toBe(0);
    expect(said.err).toBe('');
  });

  it('closes its connection where nobody answers', async () => {
    const { io } = surroundings();
    const { reach, closed } = dialtone(new UsageError('Dialtone does not run here.'));
    await expect(watch({ json: true }, io, reach)).rejects.toThrow('does not run here');
    expect(closed()).toBe(1);
  });
});
