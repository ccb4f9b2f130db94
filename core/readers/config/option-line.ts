import { wordsAfter } from './ppp-option-names.js';

export interface Option {
  readonly key: string;
  readonly value: string;
}
/** The options of a line as pppd takes them, as far as it knows them; `unknown` is the first word that it would refuse, `lacking` an option without its value. */
export interface OptionLine {
  readonly options: readonly Option[];
  readonly unknown?: string;
  readonly lacking?: string;
}

export const optionsOn = (text: string): OptionLine => {
  const list = wordsOf(text);
  const options: Option[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const word = list[index] ?? '';
    const after = wordsAfter(word);
    const plain = after === undefined ? withoutName(word) : undefined;
    if (plain) options.push(plain);
    else if (after === undefined) return { options, unknown: word };
    else if (after === 1 && index + 1 >= list.length) return { options, lacking: word };
    else {
      options.push({ key: word, value: after === 1 ? (list[index + 1] ?? '') : '' });
      index += after;
    }
  }
  return { options };
};

/** Words as pppd cuts them: quoted ones whole, and nothing behind a `#` that begins one. */
const wordsOf = (text: string): readonly string[] => {
  const found: string[] = [];
  for (const [word] of text.matchAll(/"[^"]*"?|'[^']*'?|[^\s"']\S*/g)) {
    if (word.startsWith('#')) break;
    found.push(
      /^["']/.test(word) ? word.slice(1, word.length > 1 && word.endsWith(word[0] ?? '') ? -1 : undefined) : word,
    );
  }
  return found;
};

/** A device, a speed and addresses stand for themselves. */
const withoutName = (word: string): Option | undefined => {
  if (/^(?:\/dev\/[\w./-]+|tty(?:USB|ACM|S)\w+)$/.test(word)) return { key: 'device', value: word };
  if (/^\d{3,8}$/.test(word)) return { key: 'speed', value: word };
  if (/^(?:\d+\.\d+\.\d+\.\d+)?:(?:\d+\.\d+\.\d+\.\d+)?$|^\d+\.\d+\.\d+\.\d+:$/.test(word))
    return { key: 'address', value: word };
  return undefined;
};
