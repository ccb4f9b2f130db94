/** One of wvdial's lines with what the modem said behind it (`--> Sending: ATZ ATZ OK`), in the lines that it was. */
export const separateDialogue = (piece: string): readonly string[] => {
  const text = piece.trim();
  if (text.length > longest) return [piece];
  const failed = /^(ERROR|BUSY|NO CARRIER|NO ANSWER|NO DIALTONE)(Failed \(.*\))$/.exec(text);
  if (failed) return [failed[1] ?? '', failed[2] ?? ''];
  const sending = /^(--> *Sending: *)(.*)$/.exec(text);
  if (sending) return sent(sending[1] ?? '', sending[2] ?? '');
  const dialling = /^(--> .*?[.:])\s+(AT[DZ+&^].*)$/i.exec(text);
  return dialling ? [dialling[1] ?? '', ...answers(dialling[2] ?? '')] : [piece];
};

/** Longer ones were none, and patterns that compare stay cheap. */
const longest = 600;

/** wvdial says what it sends, and the modem gives it back: there the first line ends. */
const sent = (head: string, rest: string): readonly string[] => {
  const words = rest.split(/\s+/);
  const echo = words.findIndex((_, at) => at > 0 && startsAgain(words, at));
  if (echo > 0) return [head + words.slice(0, echo).join(' '), ...answers(words.slice(echo).join(' '))];
  const [command = '', ...heard] = answers(rest);
  return [head + command, ...heard];
};

const startsAgain = (words: readonly string[], at: number): boolean =>
  words.length >= 2 * at && words.slice(0, at).every((word, index) => words[at + index] === word);

/** Cut before what modems begin a line with. */
const answers = (text: string): readonly string[] =>
  text.split(/\s+(?=(?:OK|ERROR|BUSY|NO CARRIER|NO ANSWER|NO DIALTONE|CONNECT(?: \d+)?)(?:\s|$)|[+^]C?[A-Z]{2,8}: )/);
