/** What is asked of one command: `+X`, `+X?`, `+X=?` or `+X=value`. */
export type AtForm = 'run' | 'read' | 'test' | 'set';

/** One command of a command line, in upper case and without spaces outside quotes. */
export interface AtPart {
  /** As a twin's reply table names it, e.g. `+ZSNT=?`. */
  readonly text: string;
  /** The command alone, e.g. `+ZSNT`, `E`, `&C`, `S0`, `D`. */
  readonly name: string;
  readonly form: AtForm;
  /** What stands behind the name, without `=`; for `D` the dial string. */
  readonly value: string;
}

/**
 * Takes a command line apart by the rules of V.250: after a basic command (`E0`) the next one follows at once, after an extended one
 * (`+CMEE=1`) a semicolon, and a dial string takes the rest. `undefined` when the line does not begin with AT.
 */
export const parseAtLine = (line: string): readonly AtPart[] | undefined => {
  const text = normalised(line);
  return text.startsWith('AT') ? parts(text.slice(2)) : undefined;
};

/** The parameters of a set command, without their quotes. */
export const parametersOf = (part: AtPart): readonly string[] =>
  splitOutsideQuotes(part.value, ',').map((one) => one.replace(/^"|"$/g, ''));

const normalised = (line: string): string =>
  line
    .split('"')
    .map((piece, index) => (index % 2 === 0 ? piece.replace(/\s/g, '').toUpperCase() : piece))
    .join('"');

const parts = (body: string): readonly AtPart[] => {
  const found: AtPart[] = [];
  for (let rest = body; rest !== ''; ) {
    const taken = takeOne(rest);
    rest = rest.slice(taken.length);
    if (taken !== ';') found.push(partOf(taken));
  }
  return found;
};

const takeOne = (rest: string): string => {
  if (/^[+^$%*#]/.test(rest)) return splitOutsideQuotes(rest, ';')[0] ?? rest;
  return /^(D.*|S\d*(=\d*|\?)?|&?[A-Z]\d*|.)/s.exec(rest)?.[0] ?? rest;
};

const partOf = (text: string): AtPart => {
  const [, name = text, tail = ''] = /^([+^$%*#][^=?]*|D|S\d*|&?[A-Z])(.*)$/s.exec(text) ?? [];
  if (name === 'D') return { text, name, form: 'run', value: tail };
  if (tail === '=?') return { text, name, form: 'test', value: '' };
  if (tail === '?') return { text, name, form: 'read', value: '' };
  if (tail.startsWith('=')) return { text, name, form: 'set', value: tail.slice(1) };
  return { text, name, form: 'run', value: tail };
};

const splitOutsideQuotes = (text: string, separator: string): readonly string[] => {
  const pieces = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces;
};
