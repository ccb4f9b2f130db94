/** Undoes the quoted-printable of a mail (RFC 2045, 6.7), line by line. */
export interface QuotedPrintable {
  /** The line as it was before, or undefined where it goes on in the next one. */
  readonly take: (raw: string) => string | undefined;
  /** What was begun and not ended. */
  readonly end: () => string | undefined;
}

/**
 * Whether a text is a mail's, only its lines tell: there every `=` has two digits behind it or ends the line, and a real one is written `=3D`. A line
 * with any other `=` is none of a mail's, so settings, packets and commands stay as they are.
 */
export const quotedPrintable = (): QuotedPrintable => {
  let isMail = false;
  let held = '';
  const take = (raw: string): string | undefined => {
    const isCoded = raw.includes('=') && !otherwise.test(raw);
    if (raw.includes('=')) isMail = isCoded && (isMail || proof.test(raw) || isCut(raw));
    if (!isMail) return end(raw);
    const bare = raw.replace(/[ \t]{1,8}$/, '');
    const text = held + decoded(bare.replace(/=$/, ''));
    const goesOn = bare.endsWith('=') && text.length < longest;
    held = goesOn ? text : '';
    return goesOn ? undefined : text;
  };
  const end = (rest: string): string => {
    const text = held + rest;
    held = '';
    return text;
  };
  return { take, end: () => (held === '' ? undefined : end('')) };
};

/** An `=` that quoted-printable would have written otherwise. */
const otherwise = /=(?![\dA-F]{2}|[ \t]{0,8}$)/;
/** An equals sign, a space at the end of a line, a letter of two bytes. */
const proof = /=3D|=20$|=(?:C[2-9A-F]|D[\dA-F])=[89AB][\dA-F]|=E[\dA-F]=[89AB][\dA-F]/;
/** No line is longer than 76 characters, and whoever cuts one does so as late as it goes. */
const isCut = (raw: string): boolean => raw.length >= 74 && raw.length <= 76 && /[^=\s]=$/.test(raw);
/** Characters: nothing that any program prints is longer. */
const longest = 16_000;

const decoded = (text: string): string =>
  text.replace(/(?:=[\dA-F]{2})+/g, (coded) => Buffer.from(coded.replaceAll('=', ''), 'hex').toString('utf8'));
