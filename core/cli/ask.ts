import { createInterface } from 'node:readline';

/** Who is asked, and the way out of an unanswered question. */
export interface Asking {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal?: AbortSignal;
}

/** The terminal that the user sits at; undefined where there is none, as in a script. */
export const terminal = (): Asking | undefined =>
  process.stdin.isTTY && process.stderr.isTTY ? { input: process.stdin, output: process.stderr } : undefined;

/** The line that is typed behind a question, without spaces around it; empty when the input ends or Ctrl-C is typed. */
export const ask = (question: string, { input, output, signal }: Asking): Promise<string> =>
  new Promise((resolve) => {
    const lines = createInterface({ input, output, ...(signal ? { signal } : {}) });
    let said = '';
    // Of the two ends there is always this one. A line that was answered leaves the cursor where it should be.
    lines.once('close', () => resolve(said));
    lines.once('SIGINT', () => {
      output.write('\n');
      lines.close();
    });
    lines.question(question, (answer) => {
      said = answer.trim();
      lines.close();
    });
  });
