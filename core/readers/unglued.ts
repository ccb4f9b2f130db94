/**
 * A line that has lost the end of the one before it: chat echoes what the modem says (`-V`) and ends no line, so whoever speaks next goes on behind
 * CONNECT; and a terminal that drops carriage returns puts the answer behind the echo.
 */
export const unglued = (raw: string): readonly string[] => {
  if (!result.test(raw)) return [raw];
  return raw.split(seam);
};

const result = /CONNECT|CARRIER|ANSWER|DIALTONE|BUSY|ERROR|OK/;

const answers = '(?:CONNECT(?: \\d{1,9})?|NO CARRIER|NO ANSWER|NO DIAL ?TONE|BUSY|ERROR|OK)';
const speakers =
  '(?:chat(?:\\[\\d{1,6}\\])?: |pppd(?:\\[\\d{1,6}\\])?: |Serial connection established|Script /|[Uu]sing (?:interface|channel) |Connect: |Connect script failed|--> )';
const commands = 'AT(?:[ZH]\\d?|[EVQ]\\d|D[TP]?[*#\\d,]{2,30}|[+^][A-Z]{2,10}(?:=[^\\s=]{0,80}["\\d]|\\?))';
const begins = '(?:^|[\\s:>])';
const seam = new RegExp(
  `(?<=${begins}(?:${commands})?${answers})(?=${speakers})|(?<=${begins}${commands})(?=${answers}(?:\\s{0,8}$|${speakers}))`,
);
