/** A line of a log, and how many lines of the file it was. */
export interface Whole {
  readonly text: string;
  readonly lines: number;
}

/** Joins what a mail cut to its width, line by line. */
export interface Wrapped {
  /** Those that are whole now. */
  readonly take: (text: string, lines: number) => readonly Whole[];
  readonly end: () => readonly Whole[];
}

/**
 * A log line in a mail goes on where its time is not said again, and where the first word of the next would have made it too wide. A packet of pppd's and a
 * command of chat's go on until their bracket closes, on a terminal too, which cuts within words. Quotation marks stand before each part.
 */
export const wrapped = (): Wrapped => {
  let held: Whole | undefined;
  /** The last part of it, as wide as it stood there. */
  let width = 0;
  const end = (): readonly Whole[] => {
    const over = held ? [held] : [];
    held = undefined;
    return over;
  };
  const take = (text: string, lines: number): readonly Whole[] => {
    const joined = held && held.text.length < longest ? withNext(held.text, text, width) : undefined;
    if (held && joined !== undefined) {
      held = { text: joined, lines: held.lines + lines };
      width = text.length;
      return [];
    }
    const before = end();
    if (!mayGoOn(text)) return [...before, { text, lines }];
    held = { text, lines };
    width = text.length;
    return before;
  };
  return { take, end };
};

/** Characters. Mails are wrapped at 65 to 80, terminals from 80 on. */
const narrowest = 45;
const narrowestMail = 66;
const widestMail = 80;
const widest = 250;
const longest = 1000;

const mayGoOn = (text: string): boolean =>
  text.length >= narrowest &&
  text.length <= widest &&
  (isOpen.test(text) || (text.length <= widestMail && stamp.test(text)));
const quotation = /^(?:> ?)+/;
const stamp =
  /^(?:> ?)* {0,8}(?:<\d{1,3}>)?(?:\[ {0,5}\d{1,7}\.\d{6}\] |(?:\w{3} )?\w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|--> )/;
const isOpen = /(?:^|[\s>])(?:(?:sent|rcvd) \[[A-Z][^\]]*|send \([^)]*)$/;

/** Both parts as one, if the next is one. */
const withNext = (text: string, next: string, width: number): string | undefined => {
  if (next.trim() === '' || stamp.test(next) || next.length > widest) return undefined;
  if (isOpen.test(text) && width >= widestMail) return closing.test(next) ? text + next : undefined;
  if (width === widestMail && stamp.test(text) && onTerminal.test(next)) return text + next;
  const rest = next.replace(quotation, '').trim();
  const isSameQuotation = marksOf(text) === marksOf(next);
  if (!isSameQuotation || next.length > widestMail) return undefined;
  const [word = ''] = rest.split(/\s/);
  const isNext = isOpen.test(text) ? closing.test(rest) : width + 1 + word.length > narrowestMail && goesOn.test(rest);
  return isNext ? `${text.trimEnd()} ${rest}` : undefined;
};
const marksOf = (text: string): string => quotation.exec(text)?.[0].trim() ?? '';
/** Up to the bracket, or as wide as a part that is cut again. */
const closing = /^(?!sent |rcvd |send )(?:[^[(]*[\])]|[^[(]{66,})$/;
/** A terminal of that width cut it where it was: not a prompt, a fence or a mark of wvdial's. */
const onTerminal = /^(?![>`#$]|-->|\[|\S{1,40}[@:~][^ ]{0,40}[$#] )./;
/** Sentences of whoever writes begin with a capital, other programs' lines with a mark. */
const goesOn = /^(?:[a-z\d<("'/]|id(?:Vendor|Product)=|[A-Z][\w-]*[=:]\S|[A-Z]{2,}\b)/;
