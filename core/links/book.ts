/**
 * What earlier walks learnt, as it is written down; the newest is last in each list. SIMs and PINs stand in it as hashes only: of whoever
 * reads the file, none learns a subscriber's number.
 */
export interface Book {
  readonly version: typeof bookVersion;
  /** Of this installation, 32 random bytes in hexadecimal: the same SIM looks different in every book. */
  readonly salt: string;
  readonly answers: readonly ModelAnswers[];
  readonly profiles: readonly SimProfile[];
  /** Each a hash of SIM and PIN together. */
  readonly refusedPins: readonly string[];
}
export interface ModelAnswers {
  readonly model: string;
  readonly revision: string;
  /** Query → the lines it was answered with. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}
export interface SimProfile {
  readonly sim: string;
  readonly carrier: string;
  readonly apn: string;
}

export const bookVersion = 1;

export const emptyBook = (salt: string): Book => ({
  version: bookVersion,
  salt,
  answers: [],
  profiles: [],
  refusedPins: [],
});

/** Reads a book; otherwise says what it is instead. */
export const parseBook = (text: string): Book | 'damaged' | 'newer' => {
  const value = parseJson(text);
  if (!isRecord(value)) return 'damaged';
  if (typeof value.version === 'number' && value.version > bookVersion) return 'newer';
  return isBook(value) ? value : 'damaged';
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type Fields = Readonly<Record<string, unknown>>;

const isBook = (value: Fields): value is Fields & Book =>
  value.version === bookVersion &&
  /^[0-9a-f]{64}$/.test(String(value.salt)) &&
  isListOf(value.answers, isModelAnswers) &&
  isListOf(value.profiles, (entry) => hasTexts(entry, 'sim', 'carrier', 'apn')) &&
  isListOf(value.refusedPins, isText);

const isModelAnswers = (value: unknown): boolean =>
  hasTexts(value, 'model', 'revision') &&
  isRecord(value.answers) &&
  Object.values(value.answers).every((lines) => isListOf(lines, isText));

const hasTexts = (value: unknown, ...names: readonly string[]): value is Fields =>
  isRecord(value) && names.every((name) => isText(value[name]));

const isListOf = (value: unknown, isOne: (entry: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);
const isText = (value: unknown): value is string => typeof value === 'string';
const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
