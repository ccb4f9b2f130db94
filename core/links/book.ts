import * as v from 'valibot';

const list = <const S extends v.GenericSchema>(entry: S) => v.pipe(v.array(entry), v.readonly());

/** What a model and firmware answered: query → the lines. */
const modelAnswers = v.object({
  model: v.string(),
  revision: v.string(),
  answers: v.record(v.string(), list(v.string())),
});
const simProfile = v.object({ sim: v.string(), carrier: v.string(), apn: v.string() });

export const bookVersion = 1;

/**
 * What earlier walks learnt, as it is written down; the newest is last in each list. SIMs and PINs stand in it as hashes only: of whoever
 * reads the file, none learns a subscriber's number.
 */
const bookSchema = v.pipe(
  v.object({
    version: v.literal(bookVersion),
    /** Of this installation, 32 random bytes in hexadecimal: the same SIM looks different in every book. */
    salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    answers: list(modelAnswers),
    profiles: list(simProfile),
    /** Each a hash of SIM and PIN together. */
    refusedPins: list(v.string()),
    /** SIMs that NetworkManager has been offered a profile for; a book from before that has none. */
    offered: v.optional(list(v.string()), []),
  }),
  v.readonly(),
);
export type Book = v.InferOutput<typeof bookSchema>;

export const emptyBook = (salt: string): Book => ({
  version: bookVersion,
  salt,
  answers: [],
  profiles: [],
  refusedPins: [],
  offered: [],
});

/** Reads a book; otherwise says what it is instead. */
export const parseBook = (text: string): Book | 'damaged' | 'newer' => {
  const value = parseJson(text);
  const book = v.safeParse(bookSchema, value);
  if (book.success) return book.output;
  return v.is(newerSchema, value) ? 'newer' : 'damaged';
};

const newerSchema = v.object({ version: v.pipe(v.number(), v.gtValue(bookVersion)) });

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
