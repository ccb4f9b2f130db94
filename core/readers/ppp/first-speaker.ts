/**
 * Where a service's output is logged next to what its programs log themselves, each line stands twice, under two names: who spoke first is
 * heard, all others say it again. Lines without a name are a terminal's, and no copies.
 */
export const firstSpeaker = (): ((program: string | undefined) => boolean) => {
  let first: string | undefined;
  return (program) => {
    if (program === undefined) return true;
    first ??= program;
    return first === program;
  };
};
