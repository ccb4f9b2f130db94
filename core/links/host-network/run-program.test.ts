import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncScheduler } from 'rxjs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../sim/virtual-clock.js';
import { descriptors } from '../descriptors.test.helper.js';
import { type Call, runProgram } from './run-program.js';

const folder = mkdtempSync(join(tmpdir(), 'dialtone-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (call: Call, limitMs = 10_000) => runProgram(call, { clock: asyncScheduler, limitMs });
const shell = (script: string, more: Partial<Call> = {}, limitMs?: number) =>
  run({ command: ['/bin/sh', '-c', script], ...more }, limitMs);

describe('a program', () => {
  it('that ends with 0 has done it, whatever it said', async () => {
    expect(await shell('echo a warning >&2')).toEqual({ ok: true });
  });

  it('that ends otherwise says why in its last line', async () => {
    const said = 'printf "first\\nFailed to set DNS configuration: \\033[31mAccess denied.\\n\\n" >&2; exit 1';
    expect(await shell(said)).toEqual({ ok: false, because: 'Failed to set DNS configuration: [31mAccess denied' });
  });

  it.each([
    ['exit 3', 'it ended with status 3'],
    ['kill -TERM $$', 'it was ended by SIGTERM'],
  ])('that says nothing has its end for a reason: %s', async (script, because) => {
    expect(await shell(script)).toEqual({ ok: false, because });
  });

  it('that is not there could not be started', async () => {
    expect(await run({ command: ['/nonexistent/resolvectl', 'dns'] })).toEqual({
      ok: false,
      because: 'it could not be started (ENOENT)',
    });
  });

  it('finds its input, its words and nothing of our language', async () => {
    const script = 'read -r line; [ "$line" = "nameserver 1.2.3.4" ] && [ "$IF_METRIC" = 700 ] && [ "$LC_ALL" = C ]';
    expect(await shell(script, { input: 'nameserver 1.2.3.4\n', env: { IF_METRIC: '700' } })).toEqual({ ok: true });
    expect(await run({ command: ['/bin/sh', '-c', '[ "$1" = "a b;c" ]', 'sh', 'a b;c'] })).toEqual({ ok: true });
  });

  it('stands in no folder of anybody', async () => {
    expect(await shell('[ "$(pwd)" = / ]')).toEqual({ ok: true });
  });

  it('may say more than anybody wants to read', async () => {
    const ended = await shell('head -c 100000 /dev/zero | tr "\\0" x >&2; exit 1');
    expect(ended).toMatchObject({ ok: false, because: expect.stringMatching(/^x{4096}$/) });
  });

  it('that has ended is not killed later, when its number may be that of another', async () => {
    const clock = new VirtualClock();
    await runProgram({ command: ['/bin/true'] }, { clock, limitMs: 1000 });
    expect(clock.booked).toBe(0);
  });

  it('may leave its input unread', async () => {
    expect(await shell('exit 0', { input: 'x'.repeat(1_000_000) })).toEqual({ ok: true });
  });

  it('has a session of its own', async () => {
    // Fields of /proc/PID/stat behind the name: state, parent, group, session.
    const script = 'set -- $(cut -d")" -f2 /proc/$$/stat); [ "$4" = $$ ]';
    expect(await shell(script)).toEqual({ ok: true });
  });

  it('that hangs is killed at the limit, with what it has started', async () => {
    const before = descriptors().length;
    const started = performance.now();
    const ended = await shell(`sleep 60 & echo $! > ${join(folder, 'child')}; wait`, {}, 200);
    expect(ended).toEqual({ ok: false, because: 'it did not end within 0.2 s' });
    expect(performance.now() - started).toBeLessThan(5000);
    expect(descriptors().length).toBeLessThanOrEqual(before);
    const child = readFileSync(join(folder, 'child'), 'utf8').trim();
    // Where nobody asks how it ended it stays in the table.
    await vi.waitFor(() => expect(stateOf(child)).toMatch(/^(gone|Z)$/));
  });

  it('is not waited for by what it leaves running', async () => {
    const before = descriptors().length;
    const started = performance.now();
    expect(await shell('sleep 5 & exit 0')).toEqual({ ok: true });
    await vi.waitFor(() => expect(descriptors().length).toBeLessThanOrEqual(before));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});

const stateOf = (pid: string): string | undefined => {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    return 'gone';
  }
};
