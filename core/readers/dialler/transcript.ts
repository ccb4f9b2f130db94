import type { AtExchange } from '../at/at-exchange.js';
import { streamMeaning } from '../at/stream-meaning.js';
import type { LogLine, ReadFact } from '../reader.js';
import { bothSides, toldOf } from './both-sides.js';
import { piecesOf } from './pieces.js';

/** AT commands and answers as a terminal, a script or somebody's memory shows them. `listening`: a dialler is known to talk to the modem. */
export const transcriptReader = (
  modem: AtExchange,
): ((line: LogLine, listening: boolean) => readonly ReadFact[] | undefined) => {
  let quiet = farAway;
  /** Answers of nothing, one behind the other. */
  let empty = 0;
  return (line, listening) => {
    if (noAnswer.test(line.text)) {
      empty += 1;
      return [...modem.silent(), ...(empty === often ? silence : [])];
    }
    const isNear = listening || quiet <= near;
    quiet += 1;
    const text = withoutWay(line.text);
    const both = bothSides(text);
    const pieces = piecesOf(text);
    if (!pieces.some((piece) => isCommand.test(piece))) empty = 0;
    if (!both && !isOfModem(text, pieces, isNear)) return undefined;
    quiet = 0;
    if (both) return toldOf(modem, both);
    return pieces.flatMap((piece) => (isCommand.test(piece) ? modem.sent(piece) : modem.heard(piece)));
  };
};

/** A program writes down what came back, and that was nothing. */
const noAnswer =
  /^(?:RSP|RX|Recv|Received|Response|Reply|Answer)\s?(?::|<|->|>)\s*(?:["']["']|b''|\[\]|None|null|<empty>)?$/i;
const often = 3;
const silence: readonly ReadFact[] = [{ fact: 'sign.seen', sign: 'modem-silent', by: 'the program that asked' }];

/** So many other lines may stand between a command and its answer. */
const near = 6;
const farAway = near + 1;

const isOfModem = (text: string, pieces: readonly string[], isNear: boolean): boolean =>
  isCommand.test(pieces[0] ?? '') ||
  pieces.some((piece) => information.test(piece) || lonely.test(piece)) ||
  streamMeaning(text) !== undefined ||
  (isNear && (result.test(text) || answer.test(text)));

/** Which way a line went, as terminals and scripts mark it, and python's bytes. */
const withoutWay = (text: string): string =>
  text
    .replace(/^(?:\[[\w ]{1,8}\]){1,3}:? ?AT [RT]X \( {0,6}\d{1,6}\): /, '')
    .replace(/<(?:cr|ln|lf)>/gi, '')
    .replace(
      /^(?:(?:TX|RX|CMD|RSP|Sent|Send|Sending|Received?|Recv|Response|Reply|Answer|Command|Modem|Write|Writing|Read|Got|IN|OUT|DTE|DCE)\s?(?::|>|=|->|<-)\s*|[<>]{1,3}(?:\s+|(?=AT[+^]|[+^][A-Z]|OK$|ERROR$))|(?:sending )?-+> ?(?=b?["']?(?:\\[rn])*(?:AT|[+^]|OK|ERROR|CONNECT|NO CARRIER))|<-+ ?|=> ?|<= ?|[#$] (?=AT[+^&EIZ]))/i,
      '',
    )
    .replace(/^(?:\[?b)?["'](.*)["']\]?$/, '$1')
    .trim();

const isCommand =
  /^AT(?:[+^&*%$#!_\\]\w.{0,400}|Z\d?|I\d?|H\d?|O\d?|A|E[01].{0,200}|[QV][01].{0,200}|D[TPI]?\s?[\d*#+].{0,60}|S\d+[=?].{0,80}|[XMLW]\d.{0,200}|\?)?$/i;

/** `+CPIN: READY`, `^RSSI:12`. */
const information = /^[+^*%$#_!][A-Z][A-Z0-9]{1,14}\s?:/i;
const lonely =
  /^(?:NO CARRIER|NO DIAL ?TONE|NO ANSWER|\+CM[ES] ERROR|COMMAND NOT SUPPORT(?:ED)?|TOO MANY PARAMETERS)\b/;
const result = /^(?:OK|ERROR|BUSY|CONNECT(?:[ /\d]{0,20}))[.!]?$/i;
/** What ATI and its like answer. */
const answer =
  /^(?:State|Reset Counter|Manufacturer|Model|Revision|IMEI|SVN|\+GCAP|QCN|ESN|MEID|FW|HW)\s?:|^LPM (?:force flags|voters)|^[0-9]$/i;
