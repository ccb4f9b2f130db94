/** Characters that a web page or a mail program put for others. */
export const unmangled = (text: string): string =>
  text
    .replace(/&(?:quot|#0?34|#x22);/gi, '"')
    .replace(/&(?:apos|#0?39|#x27);/gi, "'")
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&#0?35;/g, '#')
    .replace(/&#0?42;/g, '*')
    .replace(/&(?:amp|#0?38|#x26);/gi, '&');

/** Curly quotes, guillemets, accents and two single ones, as plain double quotes. */
export const plainQuotes = (text: string): string => text.replace(/[“”„‟«»″]|[‘’‚‛`´]{1,2}|''/g, '"');

/** Digits where letters stand that look like them. */
export const withDigits = (text: string): string => text.replace(/[oO]/g, '0').replace(/[lI|]/g, '1');

/** An uneven number of them: one is opened and not closed. */
export const isUnbalanced = (text: string): boolean => (text.match(/"/g)?.length ?? 0) % 2 === 1;
