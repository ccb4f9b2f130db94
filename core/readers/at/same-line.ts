/** A command as it was meant: without line ends, however a log writes them, and without what stands in front of AT. */
export const plainCommand = (said: string): string =>
  withoutEnds(said)
    .replace(/^[^\w+~#*]+(?=AT)/i, '')
    // Modems take no notice of blanks.
    .replace(/^AT\s{0,5}([+^$*%&])\s{0,5}(?=[A-Z])/i, 'AT$1');

/** A line as it was heard. */
export const plainLine = (said: string): string => withoutRemark(withoutEnds(said).replace(/^["'](.*)["']$/, '$1'));

/** What people write behind a line: `+CGREG: 0,1 (so it is attached)`, `OK <-- fine`. */
const withoutRemark = (line: string): string =>
  /^(?:[+^]|OK\b|ERROR\b)/i.test(line) ? line.replace(/\s{1,9}(?:\((?=[a-z]{2,} )|<-|\/\/ |# ).*$/, '') : line;

/** An echo may have lost its first letters, and case or spaces are the modem's affair. */
export const isEchoOf = (command: string, line: string): boolean => {
  const one = squeezed(command);
  const other = squeezed(line);
  if (one === other) return true;
  // A piece of two letters or less could be anything.
  return (
    other.length > 2 &&
    ((other.startsWith('AT') && one.startsWith(other)) || one.endsWith(other)) &&
    !isAnswer.test(other)
  );
};

const isAnswer = /^(?:OK|ERROR|CONNECT|BUSY)$/;
const squeezed = (text: string): string => text.replace(/\s+/g, '').toUpperCase();

const withoutEnds = (text: string): string => text.replace(/(?:\^M|\^J|<CR>|<LF>|\\r|\\n|[\r\n])+/gi, ' ').trim();
