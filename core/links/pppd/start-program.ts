import { spawn } from 'node:child_process';
import type { SchedulerLike } from 'rxjs';
import type { ProgramEnd } from '../../ppp/exit-status.js';

export interface Program {
  readonly command: readonly [file: string, ...args: string[]];
  /** What it finds on descriptor 3, to the end. */
  readonly secret: string;
  readonly clock: SchedulerLike;
  /** Each line that it writes to standard error, without its end. */
  readonly onLine: (line: string) => void;
  /** Once, after the last line. */
  readonly onEnd: (end: ProgramEnd) => void;
  /** Instead of `onEnd`: it could not be started; the errno's name as `code`. */
  readonly onFailure: (error: Error) => void;
}

export interface RunningProgram {
  /** Asks it to end. */
  readonly terminate: () => void;
  /** Ends it and what it has started. */
  readonly kill: () => void;
}

/**
 * Starts a program in a session of its own: Ctrl-C reaches all of the terminal's foreground, and its end is ours to order. It
 * gets no descriptor of ours but the two that are meant for it.
 */
export const startProgram = (program: Program): RunningProgram => {
  const [file, ...args] = program.command;
  const child = spawn(file, args, {
    cwd: '/',
    detached: true,
    env: { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  // It may end without having read it.
  child.stdio[3]?.on('error', () => undefined);
  if (child.stdio[3] && 'end' in child.stdio[3]) child.stdio[3].end(program.secret);

  const { take, last } = lines(program.onLine);
  child.stderr?.on('data', take);
  child.once('error', (error) => {
    if (child.pid === undefined) program.onFailure(error);
  });
  child.once('exit', (status, signal) => {
    const end: ProgramEnd = status === null ? { signal: signal ?? 'unknown' } : { status };
    whenSilent(child, program.clock, () => {
      last();
      program.onEnd(end);
    });
  });
  return { terminate: () => void child.kill('SIGTERM'), kill: () => killGroup(child) };
};

type Child = ReturnType<typeof spawn>;

/** How long a program that has ended may have words on their way, in milliseconds; a child of it may hold the pipe open for longer. */
const lastWordsLimit = 500;

const whenSilent = (child: Child, clock: SchedulerLike, then: () => void): void => {
  const silent = () => {
    limit.unsubscribe();
    child.removeListener('close', silent);
    for (const stream of child.stdio) stream?.destroy();
    then();
  };
  const limit = clock.schedule(silent, lastWordsLimit);
  child.once('close', silent);
};

const killGroup = ({ pid, exitCode, signalCode }: Child): void => {
  // Once it has ended, its number may be anybody's.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
};

/** Cuts what arrives into lines; `last` gives what stands without a line's end. Anything may come: bytes are taken as Latin-1. */
const lines = (onLine: (line: string) => void) => {
  let rest = '';
  return {
    take: (bytes: Buffer) => {
      const all = `${rest}${bytes.toString('latin1')}`.split('\n');
      rest = (all.pop() ?? '').slice(0, longestLine);
      for (const line of all) onLine(line.trimEnd());
    },
    last: () => {
      if (rest !== '') onLine(rest.trimEnd());
    },
  };
};

/** More than pppd ever prints at once. */
const longestLine = 65_536;
