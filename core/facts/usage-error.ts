/** The user asked for something that cannot be: `message` is one sentence for people. Nothing has happened yet. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
