/** A line without what ways through terminals, browsers and mails put into it, and that no program printed. */
export const cleanText = (raw: string): string => {
  if (!strange.test(raw)) return raw.trim();
  const bare = raw
    .replace(colours, '')
    .replace(/[\ufeff\u200b-\u200f\u2060\ufffd\0]/g, '')
    .replace(/[\u00a0\u2007\u202f\t]/g, ' ')
    .replace(/&gt;/g, '>')
    .replace(/&lt;/g, '<')
    .trim();
  // Word processors and blogs make one dash of two, and turn quotes; in a command and a setting those are a fault of their own.
  const straight = /[=]|\bAT[+^&]/i.test(bare) ? bare : bare.replace(/[‘’‛]/g, "'").replace(/[“”„]/g, '"');
  return straight.replace(/^(?:> ?)*(?:[\u2013\u2014]|\u00e2\u20ac\u201c)-?> ?/, '--> ');
};

/** What any of these replacements looks for has one of these; most lines of a log have none. */
const strange = /[^ -~]|&[gl]t;|\[[\d;]*m/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape itself is what terminals send
const colours = /\u001b\[[0-9;?]{0,20}[A-Za-z]|\[(?:\d{1,2};){0,3}\d{0,2}m(?![\w-])/g;
