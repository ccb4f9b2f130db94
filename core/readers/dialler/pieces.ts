/**
 * What a modem said, or was sent, in pieces, where line breaks were lost or written out: `ATZ ATZ OK`, `AT\r\r\nOK\r\n`, `AT+CPIN? +CPIN: READY OK`.
 */
export const piecesOf = (text: string): readonly string[] =>
  text
    .slice(0, longest)
    .split(breaks)
    .flatMap((part) => part.split(lost))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, mostPieces);

/** No modem says more in one line. */
const longest = 4_000;
const mostPieces = 40;
const breaks = /(?:\\r|\\n|<CR>|<LF>|\^M|\^J|\[0[ad]\])+/i;
const lost =
  /(?<=\S)\s+(?=(?:[+^][A-Z]{2,12}: |OK(?:\s|$)|(?<!CM[ES] )ERROR(?:\s|$)|NO CARRIER|CONNECT(?:\s|$)|\+CM[ES] ERROR|AT(?:[A-Z&+^*$%][^\s]|[ZI](?:\s|$))))/;
