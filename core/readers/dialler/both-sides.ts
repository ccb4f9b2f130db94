import type { AtExchange } from '../at/at-exchange.js';
import type { ReadFact } from '../reader.js';
import { signBy } from '../sign.js';
import { piecesOf } from './pieces.js';

/** A command and all that came back, as a script or a manager written in Python puts them on one line. */
export interface BothSides {
  readonly command: string;
  readonly answers: readonly string[];
}

/**
 * `AT+CGMM response: ['E176', 'OK']`, `AT+CSQ -> b'\\r\\n+CSQ: 12,99'`, `ATI reply: []`, `ask("AT+CREG?"): ['+CREG: 0,2', 'OK']`. Undefined where the
 * line does not say which is the answer.
 */
export const bothSides = (text: string): BothSides | undefined => {
  const [, command = '', answer = ''] =
    /^[\w.]{1,40}\(b?["'](AT[^"']{0,100})["']\)(?::|=| ->| =>| returned:?) {0,4}(.{0,2000})$/i.exec(text) ??
    /^(AT[^\s:]{0,100}) (?:(?:response|reply|answer|result|returned|got):?|-+>|=>)(?=[\s[(]) {0,4}(.{0,2000})$/i.exec(
      text,
    ) ??
    [];
  if (command === '' || !isQuoted.test(answer)) return undefined;
  return { command, answers: [...answer.matchAll(quoted)].flatMap(([, one, other]) => piecesOf(one ?? other ?? '')) };
};

const isQuoted = /^(?:\[.{0,2000}\]|\(.{0,2000}\)|b?'.{0,2000}'|b?".{0,2000}"|None)$/;
const quoted = /'([^']{0,400})'|"([^"]{0,400})"/g;

/** What that means; an answer with nothing in it is none. */
export const toldOf = (modem: AtExchange, { command, answers }: BothSides): readonly ReadFact[] => {
  const asked = modem.sent(command);
  if (answers.length > 0) return [...asked, ...answers.flatMap((answer) => modem.heard(answer))];
  return [...asked, ...modem.silent(), ...signBy('modem')('modem-silent', command)];
};
