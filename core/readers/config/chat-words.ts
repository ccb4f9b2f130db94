/** The words of a line of a chat script, quotes taken off; `isBroken` if a quote is not closed. `quote` is what a word stood in. */
export interface ChatWord {
  readonly text: string;
  readonly quote: '' | '"' | "'";
}
export interface ChatLine {
  readonly words: readonly ChatWord[];
  readonly isBroken: boolean;
}

/** As chat cuts a line: a quote counts only where a word begins, and a backslash takes the next character along. */
export const chatWords = (text: string): ChatLine => {
  const words: ChatWord[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const isQuote = char === '"' || char === "'";
    const [end, isClosed] = isQuote ? closing(text, at + 1, char) : [space(text, at), true];
    words.push({ text: text.slice(isQuote ? at + 1 : at, end), quote: isQuote ? char : '' });
    if (!isClosed) return { words, isBroken: true };
    at = isQuote ? end + 1 : end;
  }
  return { words, isBroken: false };
};

const closing = (text: string, from: number, quote: string): readonly [end: number, isClosed: boolean] => {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return [at, true];
  }
  return [text.length, false];
};

const space = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) if (/\s/.test(text[at] ?? '')) return at;
  return text.length;
};
