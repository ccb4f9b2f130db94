import { spawn } from 'node:child_process';
import { Observable, type SchedulerLike } from 'rxjs';
import { reasonOf } from '../check.js';

/** How a program ended. */
export interface ProgramEnd {
  /** Its exit status; absent where it was ended, or could not be started. */
  readonly status?: number;
  /** The last line that it printed, or why there is none. */
  readonly said: string;
  readonly inTime: boolean;
}

/**
 * Runs a program without input and emits its end. It is killed at the limit, and when nobody listens any more. In a process group of its
 * own: a Ctrl-C is not for it.
 */
export const runProgram = (
  program: string,
  args: readonly string[],
  { limitMs, clock }: { readonly limitMs: number; readonly clock: SchedulerLike },
): Observable<ProgramEnd> =>
  new Observable((listener) => {
    let printed = '';
    let inTime = true;
    let failure: string | undefined;
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: string): void => {
      printed = `${printed}${chunk}`.slice(-mostKept);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => {
      failure = `${program} could not be started (${reasonOf(error)})`;
    });
    const limit = clock.schedule(() => {
      inTime = false;
      child.kill('SIGKILL');
    }, limitMs);
    child.on('close', (code) => {
      limit.unsubscribe();
      // Below zero is the errno of a start that failed.
      const status = code !== null && code >= 0 ? { status: code } : {};
      listener.next({ ...status, said: failure ?? lastLine(printed), inTime });
      listener.complete();
    });
    return () => {
      limit.unsubscribe();
      child.kill('SIGKILL');
    };
  });

/** Only the last line is wanted. */
const mostKept = 4_096;

const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '') ?? '';
