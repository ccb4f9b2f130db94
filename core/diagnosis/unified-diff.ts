/** A change of one place of a file: lines taken away from `line` on, and others put there. */
export interface Edit {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly takesAway: readonly string[];
  readonly puts: readonly string[];
}

/** The change as `diff -u` shows it, with the lines around it as far as they are known. Pure. */
export const unifiedDiff = ({ file, line, takesAway, puts }: Edit, known: ReadonlyMap<number, string>): string => {
  const before = around(known, line - 1, -1).toReversed();
  const after = around(known, line + takesAway.length, 1);
  const from = line - before.length;
  const oldCount = before.length + takesAway.length + after.length;
  const newCount = before.length + puts.length + after.length;
  // Of no lines at all, diff names the one before.
  const oldStart = oldCount === 0 ? from - 1 : from;
  return [
    `--- ${file}`,
    `+++ ${file}`,
    `@@ -${oldStart},${oldCount} +${from},${newCount} @@`,
    ...before.map((text) => ` ${text}`),
    ...takesAway.map((text) => `-${text}`),
    ...puts.map((text) => `+${text}`),
    ...after.map((text) => ` ${text}`),
    '',
  ].join('\n');
};

const mostAround = 2;

const around = (known: ReadonlyMap<number, string>, from: number, step: 1 | -1): string[] => {
  const found: string[] = [];
  for (let line = from; found.length < mostAround; line += step) {
    const text = known.get(line);
    if (text === undefined) break;
    found.push(text);
  }
  return found;
};
