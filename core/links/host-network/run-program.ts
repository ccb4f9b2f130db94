import { spawn } from 'node:child_process';
import type { SchedulerLike } from 'rxjs';
import { printable } from '../../facts/printable.js';
import { type Check, reasonOf } from '../check.js';
import { programFolders } from '../find-program.js';

/** A program to run, without a shell between. */
export interface Call {
  readonly command: readonly [file: string, ...args: string[]];
  /** What it finds on standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end, or for `limitMs` milliseconds, after which it and what it has started are killed. It failed when its
 * status is not 0; then the last line of its standard error says why. Never rejects.
 */
export const runProgram = (
  { command: [file, ...args], input = '', env = {} }: Call,
  { clock, limitMs }: { readonly clock: SchedulerLike; readonly limitMs: number },
): Promise<Check> =>
  new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: '/',
      // In a session of its own: Ctrl-C is ours to understand, and nothing asks for a password at our terminal.
      detached: true,
      env: { LC_ALL: 'C', PATH: programFolders().join(':'), ...env },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    let said = '';
    const end = (how: Check) => {
      late.unsubscribe();
      child.stderr.destroy();
      resolve(how);
    };
    const late = clock.schedule(() => {
      killGroup(child.pid);
      end({ ok: false, because: `it did not end within ${limitMs / 1000} s` });
    }, limitMs);
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      said = `${said}${text}`.slice(-longestWords);
    });
    // It may end without having read it.
    child.stdin.on('error', () => undefined).end(input);
    child.once('error', (error) => {
      if (child.pid === undefined) end({ ok: false, because: `it could not be started (${reasonOf(error)})` });
    });
    // A daemon that it has started may hold its standard error open for ever: only a failure has words that are waited for.
    child.once('exit', (status) => {
      if (status === 0) end({ ok: true });
    });
    child.once('close', (status, signal) => {
      const words =
        lastLine(said) ?? (status === null ? `it was ended by ${signal}` : `it ended with status ${status}`);
      end({ ok: false, because: words });
    });
  });

/** Characters of its last words. */
const longestWords = 4096;

const lastLine = (text: string): string | undefined =>
  text
    .split('\n')
    .map((line) => printable(line).replace(/\.$/, ''))
    .findLast((line) => line !== '');

const killGroup = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
};
