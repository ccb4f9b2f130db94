/** A field of an information line: its text, and whether it stood in quotes. */
export interface Field {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * The fields behind `+NAME:` of every line that carries it, e.g. `+CREG`. Commas inside quotes separate nothing; an unclosed quote
 * reaches to the end.
 */
export const replyFields = (lines: readonly string[], name: string): readonly (readonly Field[])[] =>
  lines.filter((line) => carries(line, name)).map((line) => fieldsOf(line.slice(line.indexOf(':') + 1)));

/** The fields of the first such line, or undefined. */
export const firstFields = (lines: readonly string[], name: string): readonly Field[] | undefined =>
  replyFields(lines, name)[0];

/** A whole number of at most nine digits without a sign, or undefined. */
export const wholeNumber = (field: Field | undefined): number | undefined =>
  field !== undefined && /^\d{1,9}$/.test(field.text) ? Number(field.text) : undefined;

const carries = (line: string, name: string): boolean =>
  line
    .slice(0, line.indexOf(':') + 1)
    .replace(/\s/g, '')
    .toUpperCase() === `${name}:`;

const fieldsOf = (text: string): readonly Field[] =>
  [...text.matchAll(/\s*("([^"]*)"?|[^,]*)[^,]*(?:,|$)/g)]
    .filter(([whole], index) => whole !== '' || index === 0)
    .map(([, raw = '', inside]) => ({ text: (inside ?? raw).trim(), quoted: inside !== undefined }));
