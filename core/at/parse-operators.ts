/** A network that a scan (+COPS=?) found. */
export interface FoundOperator {
  /** 0 unknown, 1 available, 2 the one in use, 3 forbidden (TS 27.007, 7.3). */
  readonly status: number;
  readonly long?: string;
  readonly short?: string;
  /** MCC and MNC. */
  readonly code: string;
  /** As TS 27.007 numbers it; absent where the modem leaves it out. */
  readonly technology?: number;
}

/**
 * The networks of `+COPS: (2,"3","3","23420",2),(1,…),,(0-4),(0,2)`: what stands behind is a list of modes and formats and no network. Names may
 * hold brackets and commas, quotes may be missing or doubled, the technology may be left out, and the line may be broken anywhere. The same
 * network twice is one for each technology.
 */
export const parseOperators = (lines: readonly string[]): readonly FoundOperator[] => {
  const text = lines.join(' ').slice(0, longest);
  const found = [...text.matchAll(entry)].flatMap(([, status = '', rest = '']) => operator(Number(status), rest) ?? []);
  return found.filter(
    (one, index) => found.findIndex((it) => it.code === one.code && it.technology === one.technology) === index,
  );
};

/** Characters; some fifty networks. An answer that never ends must not be read for ever. */
const longest = 8_000;

/** A bracket inside quotes closes nothing. */
const entry = /\(\s{0,9}"?([0-3])"?\s{0,9},((?:"[^"]{0,80}"|[^")]){0,200})\)/g;

const operator = (status: number, rest: string): FoundOperator | undefined => {
  const fields = [...rest.matchAll(/\s*(?:"([^"]*)"|([^,]*))\s*(?:,|$)/g)].map(([, inside, bare = '']) =>
    (inside ?? bare).trim(),
  );
  // A name may be a number too, so the later place counts first.
  const at = [2, 1].find((place) => /^\d{5,6}$/.test(fields[place] ?? ''));
  const code = at === undefined ? undefined : fields[at];
  if (at === undefined || code === undefined) return undefined;
  const [long, short] = at === 2 ? fields : [fields[0], ''];
  const technology = fields[at + 1];
  return {
    status,
    ...(long ? { long } : {}),
    ...(short ? { short } : {}),
    code,
    ...(technology !== undefined && /^\d{1,2}$/.test(technology) ? { technology: Number(technology) } : {}),
  };
};
