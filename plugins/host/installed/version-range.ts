/**
 * Whether a version, e.g. `20.11.1`, is in a range: `*`, `1.2.3`, `1.2`, `20.x`, `^1.2.3`, `~1.2`, `>=1.2`, and several of them with `||`. Undefined for
 * what is none of these: better to say so than to take it wrongly. What follows a dash (`-beta.1`) is not looked at.
 */
export const inRange = (range: string, version: string): boolean | undefined => {
  const is = numbersOf(version.split('-')[0] ?? '');
  const parts = range.split('||').map((part) => spanOf(part.trim()));
  if (is === undefined || parts.some((part) => part === undefined)) return undefined;
  return parts.some((part) => part !== undefined && !before(is, part.from) && before(is, part.to));
};

/** From this version on, up to and without that one. */
interface Span {
  readonly from: readonly number[];
  readonly to: readonly number[];
}
const endless = [Number.POSITIVE_INFINITY];

const spanOf = (part: string): Span | undefined => {
  if (part === '*' || part === '') return { from: [0], to: endless };
  const [, sign, text = ''] = /^(\^|~|>=|=?)\s*v?(.+)$/.exec(part) ?? [];
  const from = numbersOf(text.replace(/(?:\.[x*])+$/, ''));
  if (sign === undefined || from === undefined) return undefined;
  if (sign === '>=') return { from, to: endless };
  return {
    from,
    to: after(from, sign === '^' ? caret(from) : sign === '~' ? Math.min(1, from.length - 1) : from.length - 1),
  };
};

/** `^` lets everything change behind the first number that is not 0. */
const caret = (from: readonly number[]): number => {
  const first = from.findIndex((number) => number > 0);
  return first === -1 ? from.length - 1 : first;
};

/** The first version whose number at this place is greater. */
const after = (from: readonly number[], place: number): readonly number[] =>
  from.slice(0, place + 1).map((number, at) => (at === place ? number + 1 : number));

const numbersOf = (text: string): readonly number[] | undefined =>
  /^\d{1,9}(?:\.\d{1,9}){0,2}$/.test(text) ? text.split('.').map(Number) : undefined;

const before = (one: readonly number[], other: readonly number[]): boolean => {
  const place = [0, 1, 2].find((at) => (one[at] ?? 0) !== (other[at] ?? 0));
  return place !== undefined && (one[place] ?? 0) < (other[place] ?? 0);
};
