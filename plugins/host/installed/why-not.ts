import { type RefusedPlugin, refused } from '../check-plugin.js';
import { describeThrown, Refusal } from '../refusal.js';

/** Whatever ended an installation or a removal, as a refusal. */
export const failedFor = (name: string, error: unknown, signal?: AbortSignal): RefusedPlugin =>
  refused(name, whyNot(error, signal));

/** The same as a clause. */
export const whyNot = (error: unknown, signal?: AbortSignal): string => {
  if (error instanceof Refusal) return error.message;
  if (signal?.aborted) return 'was interrupted: nothing was changed';
  if (isDenied(error)) return `may not write there: run it as root (${describeThrown(error)})`;
  return `could not be done (${describeThrown(error)})`;
};

/** What somebody wrote, short enough to stand for a name in a sentence. */
export const shortened = (text: string): string => {
  const line = text.replace(/\p{Cc}/gu, ' ');
  return line.length > 60 ? `…${line.slice(-60)}` : line;
};

const isDenied = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code));
