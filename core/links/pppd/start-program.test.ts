import { closeSync, openSync } from 'node:fs';
import { type SchedulerLike, VirtualTimeScheduler } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProgramEnd } from '../../ppp/exit-status.js';
import { descriptors } from '../descriptors.test.helper.js';
import { monotonicClock } from '../monotonic-clock.js';
import { fakePppd, isAlive, until } from './fake-pppd.test.helper.js';
import { type RunningProgram, startProgram } from './start-program.js';

const fakes: ReturnType<typeof fakePppd>[] = [];
const running = new Set<RunningProgram>();

interface More {
  readonly secret?: string;
  readonly args?: readonly string[];
  readonly clock?: SchedulerLike;
}

const started = (script: string, more: More = {}) => {
  const fake = fakePppd();
  fakes.push(fake);
  const told: { lines: string[]; end?: ProgramEnd; failure?: Error } = { lines: [] };
  const program = startProgram({
    command: [script === '' ? fake.path('none') : fake.does(script), ...(more.args ?? [])],
    secret: more.secret ?? '',
    clock: more.clock ?? monotonicClock,
    onLine: (line) => told.lines.push(line),
    onEnd: (end) => {
      expect(told.end).toBeUndefined();
      told.end = end;
      running.delete(program);
    },
    onFailure: (error) => {
      told.failure = error;
      running.delete(program);
    },
  });
  running.add(program);
  return { fake, program, told, ended: () => until(() => told.end !== undefined || told.failure !== undefined) };
};

afterEach(() => {
  for (const program of running) program.kill();
  running.clear();
  for (const fake of fakes.splice(0)) fake.remove();
});

describe('a program', () => {
  it('gets its words as they are, its secret on descriptor 3, and the plain locale', async () => {
    const args = ['a b', '"$HOME"', '', 'ü'];
    const { told, ended } = started('say "$@"; say "$(cat <&3)" "$LC_ALL" "home $HOME"', { args, secret: 'p w"\\$' });
    await ended();
    const spoken = told.lines.map((line) => Buffer.from(line, 'latin1').toString());
    expect(spoken).toEqual([...args, 'p w"\\$', 'C', 'home']);
    expect(told.end).toEqual({ status: 0 });
  });

  it('is heard to its last word, with or without a line end, and tells how it ended', async () => {
    const { told, ended } = started("say one two; printf 'three\\r' >&2; exit 16");
    await ended();
    expect(told).toEqual({ lines: ['one', 'two', 'three'], end: { status: 16 } });
  });

  it('needs no time to end, and ends once', async () => {
    const clock = new VirtualTimeScheduler();
    const { told, ended } = started('say bye; exit 5', { clock });
    await ended();
    expect(told.lines).toEqual(['bye']);
    clock.flush();
  });

  it('may leave a child behind that holds its log open, and nothing else', async () => {
    const before = descriptors().length;
    const clock = new VirtualTimeScheduler();
    const { told, ended } = started('sleep 30 & say $!; exit 5', { clock });
    await until(() => clock.actions.length > 0);
    expect(told.end).toBeUndefined();
    clock.flush();
    await ended();
    expect(told.end).toEqual({ status: 5 });
    await until(() => descriptors().length <= before);
    process.kill(Number(told.lines[0]), 'SIGKILL');
  });

  it('may end without its secret', async () => {
    const { told, ended } = started('exec 3<&-; exit 2', { secret: 'x'.repeat(1_000_000) });
    await ended();
    expect(told.end).toEqual({ status: 2 });
  });

  it('leads a session of its own', async () => {
    const { told, ended } = started('say $$ $(cut -d" " -f6 /proc/$$/stat)');
    await ended();
    expect(told.lines[0]).toBe(told.lines[1]);
  });

  it('gets no other descriptor of ours', async () => {
    const other = fakePppd();
    fakes.push(other);
    const fd = openSync(other.path('tty'), 'r+');
    const { told, ended } = started('for fd in /proc/$$/fd/*; do say "$(readlink "$fd")"; done');
    await ended();
    closeSync(fd);
    expect(told.lines.length).toBeGreaterThan(3);
    expect(told.lines).not.toContain(other.path('tty'));
  });

  it('ends when it is asked to', async () => {
    const { program, told, ended } = started('trap "say bye; exit 5" TERM; say ready; idle');
    await until(() => told.lines.includes('ready'));
    program.terminate();
    await ended();
    expect(told).toEqual({ lines: ['ready', 'bye'], end: { status: 5 } });
  });

  it('is killed with what it has started', async () => {
    const { program, told, ended } = started('trap "" TERM; sleep 30 & say $!; wait');
    await until(() => told.lines.length > 0);
    program.kill();
    await ended();
    expect(told.end).toEqual({ signal: 'SIGKILL' });
    await until(() => !isAlive(Number(told.lines[0])));
    // Its number may be anybody's by now.
    const kill = vi.spyOn(process, 'kill');
    program.kill();
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
  });

  it('that is not there is a failure', async () => {
    const { told, ended } = started('');
    await ended();
    expect(told.failure).toMatchObject({ code: 'ENOENT' });
    expect(told.end).toBeUndefined();
  });
});
