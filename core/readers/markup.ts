import { unmangled } from './config/lint/repairs.js';

/** Takes a forum's and a page's marks off the lines of one text. */
export interface MarkupRemover {
  /** What was several lines on the page is several again. */
  readonly lines: (raw: string) => readonly string[];
  /** Whether all of the text proved to be escaped, be it late: an ampersand in a command is the page's then. */
  readonly escapes: () => boolean;
}

export const markupRemover = (): MarkupRemover => {
  let isEscaped = false;
  let isPlain = false;
  let hasBare = false;
  const lines = (raw: string): readonly string[] => {
    if (!/[[<&*\\`]/.test(raw)) return [raw];
    const lines = (raw.includes('<') ? untagged(raw) : [raw])
      .map((line) => line.replace(allCode, '$1'))
      .map((line) => line.replace(forumMarks, ''))
      .map((line) => (line.includes('**') ? emphasised(line) : line))
      .map((line) => (line.includes('\\') ? line.replace(escaped, '$1') : line));
    // Whoever writes line breaks as tags writes a page.
    if (lines.length > 1) isEscaped = true;
    const full = lines.length > 1 ? lines.filter((line) => line.trim() !== '') : lines;
    return (full.length === 0 ? [''] : full).map((line) => {
      // Where signs of less and more are escaped, everything is; a text that shows one as it is escapes none.
      const isBare = /[<>]/.test(line);
      hasBare ||= isBare;
      if (isBare) isEscaped = false;
      else if (angles.test(line)) isEscaped = true;
      // Where the ampersand of a command stands as it is, an escaped quote is no more than a page's.
      if (/&[CDFKW]\d/i.test(line)) isPlain = true;
      const said = isEscaped ? unmangled(line) : isPlain ? line.replace(/&quot;/gi, '"') : line;
      return said.replace(/&(?:nbsp|#160|#xa0);/gi, ' ');
    });
  };
  return { lines, escapes: () => isEscaped && !hasBare };
};

const angles = /&(?:lt|gt|#0?6[02]|#x3[ce]);/i;

/** Not within a value: `AT+CPIN=<code>` is a place to fill in. A packet's `<auth pap>` and a level's `<info>` have other names. */
const tag = (names: string): RegExp =>
  new RegExp(`(?<![=,"'(])</?(?:${names})(?:\\s{1,8}[a-z-]{1,20}\\s?=[^<>]{0,300})?\\s?/?>`, 'gi');
/** Nobody's place to fill in, wherever it stands. */
const lineBreak = /<br\s?\/?>/i;
const breaks = tag('p|div|li|tr|pre|h[1-6]|hr|blockquote|[uod]l|d[td]|table|tbody|thead|html|head|body');
const cells = tag('t[dh]');
const htmlMarks = tag('b|i|u|a|em|strong|code|tt|kbd|samp|font|span|small|big|su[bp]|strike|center|img|mark');
const forumMarks =
  /\[\/?(?:FONT|COLOR|SIZE|B|I|U|CODE|ICODE|QUOTE|EMAIL|URL|HTML|PHP|PRE|TT|LIST|LEFT|RIGHT|CENTER|INDENT|SPOILER|IMG|HIGHLIGHT|HIDE|MONO|SAMP|NOPARSE)(?:=[^\]]{0,120})?\]/gi;

const untagged = (raw: string): readonly string[] =>
  raw
    .split(lineBreak)
    .flatMap((part) => part.split(breaks))
    .map((line) => line.replace(cells, ' ').replace(htmlMarks, ''));

/** `pppd\[227\]`: whoever turns a page into Markdown escapes its signs so. Chat scripts, which have backslashes of their own, have these not. */
const escaped = /\\([[\]_*#<>])/g;

/** A line that is code or bold as a whole. */
const allCode = /^(?=\s{0,8}(?:`|\*\*[^*\s]))\s*(?:`{1,3}|\*\*)(?=[^`])([^`]*[^`\s])\s*?(?:`{1,3}|\*\*)\s*$/;

/** `**wvdial**`, as forums that were turned to Markdown have it. The stars of `*99***1#` stand within a word. */
const emphasised = (line: string): string =>
  line.replace(/(?<=^|[\s>#$])\*\*(?=[A-Za-z/#$[-])([^*]{1,200})\*\*(?=$|[\s.,:;)])/g, '$1');
