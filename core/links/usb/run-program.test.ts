import { asyncScheduler, firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FakeSysfs, fakeSysfs } from './fake-sysfs.test.helper.js';
import { runProgram } from './run-program.js';

let sys: FakeSysfs;
beforeEach(() => {
  sys = fakeSysfs();
});
afterEach(() => sys.end());

const run = (script: string, limitMs = 5_000, ...args: readonly string[]) => {
  sys.program('tool', script);
  return runProgram(`${sys.root}/bin/tool`, args, { limitMs, clock: asyncScheduler });
};
const end = (...given: Parameters<typeof run>) => firstValueFrom(run(...given));

describe('runProgram', () => {
  it('gives status and last line, wherever it was printed', async () => {
    expect(await end('echo one; echo "  two " >&2; echo; exit 3')).toEqual({ status: 3, said: 'two', inTime: true });
    expect(await end('exit 0')).toEqual({ status: 0, said: '', inTime: true });
  });

  it('gives the arguments, and nothing to read', async () => {
    expect(await end('cat; echo "$#:$2"', 5_000, 'a', 'b c')).toEqual({ status: 0, said: '2:b c', inTime: true });
  });

  it('kills at the limit', async () => {
    expect(await end('echo waiting; exec sleep 60', 100)).toEqual({ said: 'waiting', inTime: false });
  });

  it('says when it could not be started', async () => {
    const missing = runProgram(`${sys.root}/none`, [], { limitMs: 100, clock: asyncScheduler });
    expect(await firstValueFrom(missing)).toEqual({
      said: `${sys.root}/none could not be started (ENOENT)`,
      inTime: true,
    });
  });

  it('kills it when nobody listens any more', async () => {
    const running = run(`echo $$ >${sys.root}/pid; exec sleep 60`).subscribe();
    await vi.waitFor(() => expect(sys.read('pid')).toMatch(/\d\n/));
    const pid = Number(sys.read('pid'));
    running.unsubscribe();
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow());
  });
});
