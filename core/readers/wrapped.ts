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
 * A log line in a mail goes on where its time is not said again, and where the first word of the next would have made it too wide; a packet of pppd's
 * goes on until its bracket closes. Quotation marks stand before each part.
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
    if (held) {
      const rest = restOf(held.text, text, width);
      if (rest !== undefined && held.text.length < longest) {
        held = { text: `${held.text.trimEnd()} ${rest}`, lines: held.lines + lines };
        width = text.length;
        return [];
      }
    }
    const before = end();
    if (text.length < narrowest || text.length > widest || !mayGoOn(text)) return [...before, { text, lines }];
    held = { text, lines };
    width = text.length;
    return before;
  };
  return { take, end };
};

/** Characters. Mails are wrapped at 65 to 80. */
const narrowest = 45;
const widest = 80;
const longest = 1000;

const mayGoOn = (text: string): boolean => stamp.test(text) || openPacket.test(text);
const quotation = /^(?:> ?)+/;
const stamp =
  /^(?:> ?)*(?:<\d{1,3}>)?(?:\[ {0,5}\d{1,7}\.\d{6}\] |\w{3} {1,2}\d{1,2} \d\d:\d\d:\d\d |\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d)/;
const openPacket = /(?:^|[\s>])(?:sent|rcvd) \[[A-Z][^\]]*$/;

/** What `next` adds to `text`, if it does. */
const restOf = (text: string, next: string, width: number): string | undefined => {
  const rest = next.replace(quotation, '').trim();
  const isSameQuotation = (quotation.exec(text)?.[0].trim() ?? '') === (quotation.exec(next)?.[0].trim() ?? '');
  if (rest === '' || next.length > widest || !isSameQuotation || stamp.test(next)) return undefined;
  if (openPacket.test(text)) return /^(?!sent |rcvd )[^[]*\]?$/.test(rest) ? rest : undefined;
  const [word = ''] = rest.split(/\s/);
  return width + 1 + word.length > narrowestMail && goesOn.test(rest) ? rest : undefined;
};
const narrowestMail = 66;
/** Sentences of whoever writes begin with a capital, other programs' lines with a mark. */
const goesOn = /^(?:[a-z\d<("']|id(?:Vendor|Product)=|[A-Z][\w-]*[=:]\S|[A-Z]{2,}\b)/;
