/** Takes off the numbers that editors, pastebins and `cat -n` put before each line. */
export interface Numbered {
  /** The lines that are known now: the first of a count is kept until the next one proves it. */
  readonly take: (raw: string) => readonly string[];
  readonly end: () => readonly string[];
}

export const numbered = (): Numbered => {
  let held: { readonly raw: string; readonly bare: string; readonly number: number } | undefined;
  let last: number | undefined;
  const release = (bare: boolean): readonly string[] => {
    const kept = held ? [bare ? held.bare : held.raw] : [];
    held = undefined;
    return kept;
  };
  return {
    take: (raw) => {
      const found = count.exec(raw);
      const number = Number(found?.[1]);
      const bare = raw.slice(found?.[0].length ?? 0);
      if (found && held && number === held.number + 1) {
        last = number;
        return [...release(true), bare];
      }
      const before = release(false);
      if (found && last !== undefined && number === last + 1) {
        last = number;
        return [...before, bare];
      }
      last = undefined;
      if (!found || bare === '') return [...before, raw];
      held = { raw, bare, number };
      return before;
    },
    end: () => release(false),
  };
};

/** Not `1: ppp0:`: that is how ip and rfkill name what they list. */
const count = /^ {0,6}(\d{1,5})(?: {0,4}\|(?: |$)|[.)](?: |$)|[ \t]+|$)/;
