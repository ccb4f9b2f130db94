/** The word of the list that is meant by a misspelt one: at most two slips away, one for short words; none if it is in the list. */
export const meant = (word: string, list: readonly string[]): string | undefined => {
  const lower = word.toLowerCase();
  if (word.length > longest || list.some((one) => one.toLowerCase() === lower)) return undefined;
  const slips = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0;
  return list.find((one) => Math.abs(one.length - word.length) <= slips && distance(lower, one.toLowerCase()) <= slips);
};

const longest = 40;

/** How many letters are lost, added, changed or swapped with their neighbour. */
const distance = (a: string, b: string): number => {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(before, j - 2) + 1 : far;
      row.push(Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same, swapped));
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
};

const far = 99;
const at = (row: readonly number[], index: number): number => row[index] ?? far;
