import { UsageError } from '../facts/usage-error.js';
import { type Asking, ask, terminal } from './ask.js';

/** Something that has to be known. */
export interface Question<K extends string> {
  readonly key: K;
  /** How it is said on the command line, e.g. `--apn`. */
  readonly flag: string;
  readonly asks: string;
  /** What stands for it where nothing is said; without it, it has to be said. */
  readonly otherwise?: string;
}

/**
 * An answer to each question: what was given, or what is typed now, one question a line. Where nobody can be asked the rest is what it is otherwise; rejects
 * with UsageError, naming every flag at once, where that leaves something open.
 */
export const answersTo = async <K extends string>(
  questions: readonly Question<K>[],
  given: Readonly<Partial<Record<K, string | undefined>>>,
  asking: Asking | undefined = terminal(),
): Promise<Readonly<Record<K, string>>> => {
  const answers: Partial<Record<K, string>> = {};
  for (const { key, asks, otherwise } of questions) {
    const said = given[key] ?? (asking ? await ask(`${asks}${hint(otherwise)}: `, asking) : '');
    const answer = said === '' ? otherwise : said;
    if (answer !== undefined) answers[key] = answer;
  }
  const open = questions.filter(({ key }) => answers[key] === undefined);
  if (open.length > 0)
    throw new UsageError(
      `This has to be said as well: ${open.map(({ flag, asks }) => `${flag} (${asks})`).join(', ')}.`,
    );
  return answers as Record<K, string>;
};

const hint = (otherwise: string | undefined): string =>
  otherwise === undefined ? '' : ` [${otherwise === '' ? 'none' : otherwise}]`;
